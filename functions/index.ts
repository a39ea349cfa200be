import './invocation-log.ts';
import './health.ts';
import './scan.ts';
import './watch.ts';
