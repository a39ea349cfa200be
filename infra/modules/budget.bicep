// E-mail when the month costs more than it should. It stops nothing.

@description('An amount a month, in the currency of the subscription.')
param amount int

@description('The first day of a month, not before this one. Azure refuses to move it, so it is part of the name.')
param startDate string

@description('Who gets e-mail.')
param emails array

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: 'vigil-${startDate}'
  properties: {
    category: 'Cost'
    timeGrain: 'Monthly'
    amount: amount
    timePeriod: { startDate: startDate }
    notifications: {
      spent: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: emails
      }
      foreseen: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: emails
      }
    }
  }
}
