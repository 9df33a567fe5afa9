# The set-up index and the check of the laws.

## The check of the laws
check-title = Check of the books
check-title-text = Recomputed now from every single movement, apart from the operations that keep the figures
check-all-hold = All { $count } laws hold.
check-some-differ =
    { $count ->
        [one] { $count } law does not hold: see the difference below and tell whoever looks after the program.
       *[other] { $count } laws do not hold: see the differences below and tell whoever looks after the program.
    }
check-law = Law
check-figure = Figure
check-counterpart = Counterpart
check-difference = Difference
check-holds = Holds
check-differs = Differs
law-entries-balance = Every journal entry balances: debits = credits
law-entries-total = Totals of journal entries = debits of their lines, on the same day
law-entries-posted = Journal entries = those posted in the period of their day
law-balances-by-period = Kept balances of accounts by period = lines
law-balances-by-day = Kept balances of accounts by day = lines
law-open-items = Open items = receivable and payable accounts, on every day
law-open-amounts = What is open of an item = its amount less its allocations
law-open-base-amounts = The same in the currency of the books
law-settled-items = Items with nothing open = items with a day of settlement
law-stock-value = Stock value = inventory accounts, by product, valuation area and day
law-value-kept = Kept stock value = its movements
law-value-by-day = Kept stock value at the end of each day = movements until then
law-quantity-valued = Kept quantity that is valued = its movements
law-quantity-on-hand = Quantity that is valued = quantity on hand
law-on-hand = On hand = stock moves, by product, location and lot
law-reserved = Reserved = reservations, by product, location and lot
law-reserved-within = Stock records = those with no more reserved than on hand, and nothing below zero that may not be
law-layer-quantities = What is left of a layer = its quantity less what was taken
law-layer-amounts = Value left of a layer = its value less what was taken
law-delivered-not-invoiced = Goods delivered and not invoiced: order lines = the account, by product
law-received-not-billed = Goods received and not billed: receipts = the account, by product
law-order-progress = Delivered of order lines = deliveries less returns
law-order-cost = Delivered cost of order lines = cost of deliveries less returns
law-order-billing = Invoiced of order lines = invoices less credit notes
law-invoice-sums = Totals of invoices = their lines and taxes
law-invoice-open = Open of invoices = their open items
law-payment-open = Open of payments = their open items
law-numbers-without-gaps = Legal numbers that were drawn = documents that have one
law-event-chain = Links of the event log = links whose hash is right

## Founding a company
new-companies = New company
founding-country = { $country }: { $currency }, { $chart }
founding-code-hint = Short name in lists and references, such as NW.
founding-text = It can take orders and post as soon as it is founded.
founding-books-text = The country brings taxes, currency, chart of accounts and time zone. Currency and start of the fiscal year cannot change once entries are posted.
action-found = Found company
notice-founded = Founded, with chart of accounts, taxes, fiscal years and a first warehouse.
field-chart = Chart of accounts
field-first-year = First fiscal year
field-year-count = Fiscal years to open
fiscal-years-count = Open 1 to { $max } fiscal years.
chart-ifrs = After IAS 1, for any country
chart-cn = Chinese Accounting Standards for Business Enterprises
founding-usual-hint = The country’s own when left open
