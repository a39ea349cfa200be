// The code of a release, fetched by Azure itself: for the portal's button, which has nobody to build anything.

@description('The name of the Function app.')
param siteName string

@description('The zip of a release, of one version: an address that never changes what it gives.')
param packageUri string

resource site 'Microsoft.Web/sites@2024-11-01' existing = {
  name: siteName
}

resource code 'Microsoft.Web/sites/extensions@2024-11-01' = {
  parent: site
  name: 'onedeploy'
  // The published types know this resource for other kinds of deployment only.
  #disable-next-line BCP187
  properties: {
    packageUri: packageUri
    remoteBuild: false
  }
}
