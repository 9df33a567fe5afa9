# Quotations and the overview of sales.
notice-quotation-sent = Marked as sent.
notice-quotation-won = Won: the sales order is ready as a draft.
notice-quotation-lost = Marked as lost.
notice-quotation-reopened = A draft again.
notice-quotation-copied = Copied. This is the new quotation.
list-quotations = Quotations
list-quotations-empty = Quotations appear here, from the draft to the order they become.
list-quotations-hint = Number, customer, reference
new-quotations = New quotation
list-expiring = Expiring quotations
list-expiring-empty = No sent quotation ends within a week.
list-expiring-hint = Number, customer
column-valid-until = Valid until
column-expired = Expired
view-sent = Sent
view-expired = Expired
view-won = Won
view-lost = Lost
state-sent = Sent
state-won = Won
state-lost = Lost
state-expired = Expired
action-win = Won: make order
action-lose = Lost
quotation-for = Quotation for
banner-expired = This quotation was valid until { $date }.
banner-lost = Lost: { $reason }
step-written = Written
step-decision = Decision
step-valid-until = until { $date }
field-quotation-date = Quotation date
field-valid-until = Valid until
section-quotation-terms = Delivery and terms
lose-title = Mark { $name } as lost?
lose-text = Say why: the reason stands on the quotation and in its list.
win-title = Make a sales order from { $name }?
win-text = The order takes over lines and prices as they were offered.
delete-quotation-title = Delete { $name }?
delete-quotation-text = A draft leaves nothing behind but its line in the log.
print-valid-until = Valid until
print-contact = Your contact
print-quotation-intro = Thank you for your enquiry. We are pleased to offer you:
print-quotation-valid = This quotation is valid until { $date }.
quotation-not-a-draft = { $number } is no draft any more and cannot be changed. Open it again first.
quotation-has-no-lines = { $number } has no lines. Add one first.
quotation-has-order = { $number } became the order { $order }. Cancel or delete that first.
quotation-is-named = An order names { $number }, so it stays.
quotation-ends-before = enter a day from { $date } on.
requested-before-quotation = enter a day from { $date } on.
quotation-is-expired = { $number } was valid until { $date }.
sales-overview = Sales overview
kpi-open-quotations = Open quotations
kpi-sent-quotations = With the customer
kpi-quotations =
    { $count ->
        [one] { $count } quotation
       *[other] { $count } quotations
    }
kpi-won-this-month = Won, offered this month
kpi-win-rate = Won in 90 days
kpi-win-rate-of = { $won } of { $decided } decided
chart-offered-and-won = Offered and won
chart-offered-and-won-text = Net amount of quotations by month, in { $currency }
series-offered = Offered
work-expired = Quotations that have expired
work-expiring = Quotations that end within a week
work-drafts-quotations = Drafts not sent yet
sales-top-customers = Customers who order most
sales-top-customers-foot = Confirmed orders of the last twelve months, net.
bar-orders =
    { $count ->
        [one] { $count } order
       *[other] { $count } orders
    }
quotations-none = No quotations yet
