import './invocation-log.ts';
import './drill.ts';
import './health.ts';
import './incident.ts';
import './scan.ts';
import './watch.ts';
