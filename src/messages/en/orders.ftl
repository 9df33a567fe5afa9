# Sales orders, deliveries, returns and billing.

## Refusals: orders
order-has-no-lines = { $number } has no lines yet. Add one before confirming it.
order-has-begun = Something of { $number } is delivered or invoiced. Take that back first, or return and credit it.
order-has-drafts =
    { $count ->
        [one] { $number } has { $count } document that is still a draft. Finish or delete it first.
       *[other] { $number } has { $count } documents that are still drafts. Finish or delete them first.
    }
order-close-not-begun = Nothing of { $number } is delivered or invoiced yet. Cancel it instead.
order-close-not-invoiced = What was delivered of { $number } is not invoiced yet. Invoice it first.
order-not-a-draft = { $number } is not a draft any more. Reopen it first.
order-not-confirmed = { $number } is not confirmed.
order-nothing-to-deliver = Nothing of { $number } is left to deliver.
order-nothing-to-invoice = Nothing of { $number } is left to invoice.
party-is-no-customer = { $name } is not a customer, or is archived.
requested-before-order = the requested date cannot be before the order date, { $date }.

## Refusals: lines
line-price-negative = enter a price of zero or more.
line-product-not-sold = { $code } is not sold: it is unknown, archived or not for sale.
line-unit-unknown = { $code } is not sold in this unit.
line-quantity-too-fine =
    { $decimals ->
        [0] { $code } is sold in whole { $unit }. Enter a whole figure.
       *[other] { $code } is sold in { $unit } with at most { $decimals } decimals.
    }
line-without-price = there is no price for { $code } in this currency. Enter one.

## Credit holds
hold-blocked = The customer is blocked. Somebody who may release orders has to let it go.
hold-over-limit = Open items and orders come to { $exposure }; the credit limit is { $limit }.
hold-by-hand = Stopped by hand.
hold-by-hand-because = Stopped by hand: { $reason }

## Refusals: deliveries and returns
delivery-before-order = a delivery cannot be before its order, { $date }.
delivery-more-than-open = { $open } of { $code } are left to deliver; { $wanted } is more.
delivery-has-no-lines = { $number } has nothing to deliver. Delete it instead.
delivery-not-a-draft = { $number } has moved already and cannot be changed or deleted. Reverse it.
delivery-has-returns = Goods of { $number } have come back, or are announced to. Take the return back first.
delivery-is-invoiced = { $number } is invoiced. Make a return and credit it instead.
delivery-not-shipped = { $number } is not shipped.
delivery-nothing-to-return = Everything of { $number } has come back already.
delivery-nothing-to-invoice = Nothing of { $number } is left to invoice.
return-before-delivery = goods cannot come back before they were delivered, { $date }.
return-more-than-left = { $left } { $unit } of { $code } are with the customer; that is more.
return-is-credited = { $number } is credited. Delete the draft credit note first; a posted one stays.
return-not-received = { $number } is not received yet.
return-nothing-to-credit = Nothing of { $number } was invoiced, so there is nothing to credit.

## Pages
list-sales-orders = Sales orders
list-sales-orders-empty = Orders of your customers appear here, from draft to the last invoice. They start here, from a quotation, or come in by import.
list-sales-orders-hint = Order, customer, reference
new-sales-orders = New order
list-credit-holds = Credit holds
list-credit-holds-empty = Orders over the credit limit, of blocked customers or stopped by hand wait here for release.
list-credit-holds-hint = Order, customer
list-late-deliveries = Late deliveries
list-late-deliveries-empty = Confirmed orders whose requested date has passed with goods still to deliver appear here.
list-late-deliveries-hint = Order, customer
list-deliveries = Deliveries
list-deliveries-empty = A delivery is made from a confirmed order. It is picked, shipped, and can be reversed while it is not invoiced.
list-deliveries-hint = Delivery, customer, tracking number
list-returns = Returns
list-returns-empty = A return is made from a shipped delivery. Its goods come back at what they cost when they left.
list-returns-hint = Return, customer
orders-overview = Orders overview
kind-return = Return
sales-order-for = Sales order for
delivery-for = Delivery for
return-from = Return from
section-logistics = Delivery and billing
section-sales-orders = Sales orders
group-terms = Terms and delivery
lines-none = No lines yet.
stock-flag-there = In stock: { $free } free
stock-flag-short = Short: only { $free } free
fact-company-warehouse = Company and warehouse
fact-owner = Sales rep
fact-margin = Margin
fact-net = Net amount
fact-expected-cost = Expected cost of the rest
fact-delivered-cost = Cost of what was delivered
fact-not-invoiced-cost = Delivered, not invoiced
fact-to-deliver = To deliver
fact-to-invoice = To invoice
fact-journal-entry = Journal entry
fact-backorder-of = Rest of
fact-returns = Returns
step-order = Ordered
step-held = On hold
step-delivered = Delivering
step-invoiced = Invoicing
step-paid = Paid
step-percent = { $percent } %
step-deliver-meta = { $shipped } of { $count } shipped, { $percent } %
step-cancelled = Cancelled
tag-short = { $count } short
card-customer = Customer
card-credit = Credit used
card-credit-of = { $used } of { $limit }
card-no-limit = { $used }, no limit
card-open = Open items
card-orders = Orders not invoiced
card-overdue = Overdue
card-contact = Contact
banner-held = This order is on hold. { $reason }
banner-late = Late: promised for { $date }, { $amount } still to deliver.
banner-short =
    { $count ->
        [one] { $count } line is short of stock. It is reserved first when goods arrive.
       *[other] { $count } lines are short of stock. They are reserved first when goods arrive.
    }
hold-code-blocked = Customer blocked
hold-code-over-limit = Over the credit limit
hold-code-by-hand = Stopped by hand

## Questions
cancel-order-title = Cancel { $name }?
cancel-order-text = What is reserved goes to other orders. The order stays readable.
cancel-order-verb = Cancel the order
close-order-title = End { $name }?
close-order-text = What is not delivered yet will not be delivered any more.
hold-order-title = Put { $name } on hold?
hold-order-text = Nothing can be delivered until somebody releases it; its goods go to other orders.
delete-draft-title = Delete { $name }?
delete-draft-text = A draft leaves nothing behind but its line in the log.
ship-title = Ship { $name }?
ship-text = The goods leave the stock and the journal entry is posted. While nothing is invoiced it can be reversed.
reverse-delivery-title = Reverse { $name }?
reverse-delivery-text = The goods are in stock again at the cost they left with.
receive-title = Receive { $name }?
receive-text = The goods are in stock again at what they cost when they left.
reverse-return-title = Reverse { $name }?
reverse-return-text = The goods are with the customer after all.
field-why = Reason
new-deliveries = New delivery
new-returns = New return
field-open = Open
field-ordered = Ordered
field-reserved = Reserved
field-delivered = Delivered
field-sales-order = Sales order
field-sales-order-line = Order line
field-delivery = Delivery
field-delivery-line = Delivery line
field-carries = To deliver
notice-order-confirmed = Confirmed.
notice-order-released = Released.
decided-release = { $number } is released.
decided-reopen = { $number } is a draft again.
decision-taken-back = Release taken back
notice-order-held = On hold.
notice-order-reopened = It is a draft again.
notice-order-cancelled = Cancelled.
notice-order-closed = Ended.
notice-shipped = Shipped.
notice-received = Received.
notice-invoice-made = The invoice is made.
notice-credit-made = The credit note is made.

## Paper
print-order-confirmation = Order confirmation
print-picking-list = Picking list
print-delivery-note = Delivery note
print-return-note = Return note
print-date = Date
print-order-number = Our order
print-your-reference = Your reference
print-customer-number = Customer number
print-requested = Requested delivery
print-terms = Payment terms
print-carrier = Carrier
print-tracking = Tracking number
print-warehouse = Warehouse
print-ship-to = Deliver to
print-order-intro = Thank you for your order. We confirm it as follows.
print-signature = Received in good order: date, name, signature
print-stamp-draft = Draft
print-stamp-cancelled = Cancelled
print-stamp-reversed = Reversed
print-location = Location
print-picked = Picked

## Overview
kpi-order-intake = Order intake
kpi-backlog = Backlog to deliver
kpi-late = Late orders
kpi-held = On credit hold
kpi-to-invoice = To invoice
kpi-context-orders =
    { $count ->
        [one] { $count } order
       *[other] { $count } orders
    }
kpi-context-last-year = on { $month }
chart-orders-by-month = Order intake by month, { $currency }
chart-orders-description = Net value of confirmed and finished orders by month of their order date
chart-month = Month
chart-this-year = Intake
chart-last-year = Last year
card-top-customers = Top customers, 12 months
card-late = Late deliveries
work-held = Orders on credit hold
work-held-text = { $amount } waiting for release
work-late = Deliveries late
work-late-text = oldest promised { $date }
work-billable = Orders ready to invoice
work-billable-text = delivered, not invoiced yet
work-picking = Deliveries to ship
work-picking-text = being picked
work-returns = Returns to receive
work-returns-text = announced, not received
verb-review = Review
verb-chase = Chase
verb-invoice = Invoice
verb-ship = Ship
verb-receive = Receive
switch-period = Period
period-month = Month
period-quarter = Quarter
period-year = Year
overview-as-of = { $date } · figures as of { $time }
overview-amounts-without-rate = Amounts in { $currencies } are left out, because there is no exchange rate to { $currency }.
