# Accounts, entries, taxes, periods, terms, currencies.

## Payment terms
setup-accounting = Accounting
kind-payment-term = Payment terms
list-payment-terms = Payment terms
list-payment-terms-hint = Code or name
list-payment-terms-empty = Payment terms say in how many days, and in which instalments, an invoice is due.
new-payment-terms = New payment terms
field-discount-days = Days for the discount
field-instalments = Instalments
field-share-percent = Share
field-day-count = Days
field-is-end-of-month = Then to the end of the month
instalments-not-whole = the shares have to be 100 % together; they are { $sum }.
