# Invoices, payments, open items and the reports about them.

## What is refused
invoice-has-no-lines = An invoice needs at least one line.
invoice-lines-stay = The lines of this draft come from its order or its invoice and stay as they are. Leave them out.
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
allocation-below-nothing = { $number }: enter an amount of zero or more; { $open } are open.
payment-base-of-own-currency = { $currency } is the company’s own currency: leave this empty.
allocation-not-of-party = { $number } cannot be settled by this: another partner, another currency, or the same side.
allocation-of-reversal = { $number } was reversed; the two belong together.
open-item-is-settled = { $number } is settled.
nothing-to-allocate = There is nothing that { $number } could settle.
nothing-to-take-back = There is nothing to take back of { $number }.
decided-allocate = { $number } is allocated.

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
invoice-line-without-price = { $code } has no price in this currency. Enter one.
credit-needs-a-quantity = Enter how much of which line is credited.

## Menu
menu-receivables = Receivables
menu-payments = Payments

## Lists
list-invoices = Invoices
list-invoices-hint = Number, customer, reference
list-invoices-empty = Invoices come from orders and deliveries, or are written by hand. Posted ones never change again.
new-invoices = New invoice
list-payments = Payments
list-payments-hint = Number, partner, reference
list-payments-empty = Payments settle invoices; what is over stays on account.
new-payments = New payment
list-open-items = Open items
list-open-items-hint = Document number
list-open-items-empty = Open items appear when invoices, credit notes and payments are posted.
view-paid = Settled
view-credit-notes = Credit notes
view-on-account = On account
view-paid-out = Paid out
view-reversed = Reversed
view-to-allocate = To allocate
view-settled = Settled
column-external = External number
column-on_account = On account
column-is_money = Bank or cash
column-side = Side
column-base = Open, own currency
column-settled = Settled on
column-item = Details
column-allocation = Allocation
side-debit = They owe us
side-credit = We owe them
state-item-open = Open

## One document
document-payment = Payment
invoice-draft-title = Draft invoice
credit-note-draft-title = Draft credit note
invoice-for = Invoice for
credit-note-for = Credit note for
invoice-post-title = Post the document of { $amount } for { $party }?
invoice-post-text = It gets its number and its journal entry and never changes again. A credit note takes it back.
invoice-delete-text = The draft goes; no number was drawn for it.
action-record-payment = Record payment
action-pay-back = Pay back
action-invoice-again = Invoice again
action-draft-credit-note = Draft credit note
action-allocate = Allocate
action-undo-allocation = Undo
action-post-payment = Post payment
step-drafted = Drafted
step-posted = Posted
step-settled = Settled
step-open-until = { $open } open, due { $date }
discount-until = { $amount } until { $date }
section-settlement = Settlement
section-ledger = Journal entries
settlement-show = Show
settlement-undone = Undone
settlements-none = Nothing was set against it yet.
entries-none = No journal entry yet.
head-amount = Amount, { $currency }
head-net = Net, { $currency }
total-in = Total, { $currency }
credit-limit = Credit limit
credit-used = { $open } of { $limit }
credit-blocked = Blocked for new orders
credit-title = Credit note for { $number }
payment-reverse-title = Reverse { $number }?
payment-reverse-text = What it settled is open again, and an opposite entry is posted today.
allocate-title = Allocate { $number }
allocate-open = { $open } open
allocation-title = { $one } against { $other }
notice-allocated = Allocated.
notice-undone = Undone. Both sides are open again.

## Fields
field-supply-date = Date of supply
field-early-payment = Early payment
field-credits = Credits
field-base-total = Total, own currency
field-payment-date = Date
field-direction = Direction
field-reference = Reference
field-base-amount = Amount, own currency
field-write-off-amount = Write off
field-write-off-reason = Reason for writing off
field-oldest-first = Settle the oldest first
field-allocations = Settles
field-allocation-date = Date
field-document = Document
field-net = Net
field-invoiced = Invoiced
field-left = Left
field-reversal-date = Date
field-undo-date = Date

## On paper
print-invoice = Invoice
print-credit-note = Credit note
print-receipt = Payment receipt
print-draft = Draft
print-number = Number
print-supply-date = Date of supply
print-credits = Credits invoice
print-your-tax-number = Your tax number
print-our-tax-number = Tax number { $number }
print-external-number = External number
print-delivered-to = Delivered to
print-payment-terms = Payment terms: { $terms }
print-due = { $amount } due on { $date }
print-discount = Paid by { $date }, you may deduct { $amount } and pay { $paid }.
print-pay-to = Pay to { $bank }, { $account }, quoting { $number }.
print-own-currency = Tax { $tax }, total { $total } at the rate { $rate }.

## Overview
finance-overview = Finance overview
menu-books = Books
kpi-receivables = Open receivables
kpi-overdue = Overdue
kpi-due-soon = Due within 7 days
kpi-received = Received this month
kpi-items =
    { $count ->
        [one] { $count } item
       *[other] { $count } items
    }
card-ageing = Receivables by age, { $currency }
card-cash = Cash by day
card-cash-by-day = Cash by day, { $currency }
card-debtors = Who owes most
work-overdue = Invoices overdue
work-chase = Chase
work-allocate = Credits to allocate
work-invoices = Drafts to post
work-invoices-text = They have no number yet

## Ageing and statement
report-ageing = Ageing
report-ageing-items = Open items of a partner
report-statement = Statement of account
report-as-of = As of { $date } · { $company } · { $currency }
column-credits = Credits
column-not-due = Not due
column-days-30 = 1–30 days
column-days-60 = 31–60 days
column-days-90 = 61–90 days
column-days-over = Over 90 days
column-days-overdue = Days overdue
ageing-more = { $count } partners in all; the sums are over all of them.
ageing-items-cut = Only the first { $count } items are listed.
statement-cut = Only the first { $count } postings are listed; the closing balance counts all of them.
ageing-none = Nothing was open on this day
ageing-none-text = Choose another day.
statement-none = No postings
statement-none-text = Choose a partner and the days.
statement-opening = Opening balance
statement-closing = Closing balance
section-balance = Balance and credit
settlements-all = Nothing is open.

## Discount for early payment
discount-not-of-invoice = { $number } is no invoice that a discount could be taken off.
discount-not-an-amount = Give the discount on { $number } as an amount above zero, in whole units of its currency.
discount-not-offered = On { $date }, { $number } offers a discount of { $amount }. An accountant may grant more.
discount-only-with-payment = A discount is taken when the payment is posted. Reverse it and post it anew with the discount.
allocation-with-discount = { $number } took a discount with it. Reverse the payment instead.
discount-offered = { $amount } until { $date }
field-discount-amount = Discount for early payment
field-discount-offer = Discount offered

## Several companies
report-of-companies = On { $date }, { $count } companies, each in its own currency
overview-converted =
    { $count ->
        [one] { $count } company, in { $currency } at the rates of { $date }
       *[other] { $count } companies, in { $currency } at the rates of { $date }
    }
overview-without-rate = Left out, because there is no exchange rate to { $currency }: { $companies }.
column-of-company = Company

## Worklist of credits
list-to-allocate = Credits to allocate
list-to-allocate-hint = Document
list-to-allocate-empty = All clear. Money on account and credit notes that settle nothing yet wait here.
column-proposal = Most likely pays
proposal-named = { $documents }, named in the reference
proposal-same-amount = { $documents }, the same amount
proposal-oldest = { $documents }, the oldest
proposal-nothing = Nothing is open
action-settle = Allocate as proposed
action-choose = Choose
