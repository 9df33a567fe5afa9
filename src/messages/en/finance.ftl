# Invoices, payments, open items and the reports about them.

## What is refused
invoice-has-no-lines = An invoice needs at least one line.
invoice-is-posted = { $number } is posted and never changes again. Write a credit note instead.
invoice-total-negative = The total would be { $total }. Write a credit note for what you owe the customer.
credit-note-total-negative = The total of a credit note cannot be { $total }.
credit-only-posted-invoices = Only a posted invoice can be credited. Change or delete the draft instead.
credit-only-by-credit-note = { $number } is taken back by a credit note only.
credit-of-another-party = { $number } belongs to another customer or currency.
credit-over-line = { $line }: only { $left } are left to credit, { $wanted } were wanted.
credit-over-invoice = Of { $number } only { $left } are left to credit, { $wanted } were wanted.
credit-before-invoice = A credit note cannot be dated before { $number } of { $date }.
nothing-left-to-credit = { $number } has been credited in full.
payment-account-not-money = { $name } is no bank or cash account.
payment-already-reversed = { $number } is already reversed.
write-off-needs-reason = say why it is written off.
write-off-without-item = { $amount } can only be written off from an invoice that this payment settles. Choose the invoice.
amount-too-fine = { $currency } has { $places } decimals.
allocation-over-payment = { $number }: more than what is left of { $available }.
allocation-not-of-party = { $number } cannot be settled by this: another partner, another currency, or the same side.
allocation-of-reversal = { $number } was reversed; the two belong together.
open-item-is-settled = { $number } is settled.
nothing-to-allocate = There is nothing that { $number } could settle.

## Kinds and states
invoice-kind-invoice = Invoice
invoice-kind-credit-note = Credit note
payment-direction-in = Received
payment-direction-out = Paid out
state-invoice-draft = Draft
state-invoice-posted = Open
state-invoice-overdue = Overdue
state-invoice-partly-paid = Partly paid
state-invoice-paid = Settled
state-payment-posted = Posted
state-payment-on-account = On account
state-payment-reversed = Reversed
