# Stock, moves, value, reservations, receipts, warehouses.

## The overview
inventory-overview = Inventory overview
as-of-day = as of { $date }
kpi-products-in-stock = Products in stock
kpi-moves-today = Moves today
kpi-shortages-late = { $count } past their promise
chart-stock-value = Value of the stock at the end of each month, as the inventory accounts have it.
chart-in-and-out = Value in and out
overview-dearest = Where the money lies
work-shortages-late = Shortages past their promise
work-shortages-late-text = Goods promised for before today that are not there
work-shortages = Shortages to come
work-shortages-text = Orders that wait for goods
work-below-zero = Places below zero
work-below-zero-text = More went out than ever came in
work-low = Products to order again
work-low-text = Less is free than the reorder quantity
work-drafts = Receipts not posted
work-drafts-text = The goods count once the receipt is posted

## Stock on hand
list-stock = Stock on hand
list-stock-hint = Code or name of a product
list-stock-empty = Stock appears here with the first goods receipt.
list-stock-positions = Stock by place
list-stock-positions-hint = Code or name of a product
list-stock-positions-empty = Each place shows what is there, and what of it is promised.
stock-level-stock = In stock
stock-level-low = To order again
stock-level-reserved = With reservations
stock-level-negative = Below zero
stock-level-none = Nothing there
stock-none = Nothing is there.
stock-not-enough = { $product }: { $available } of { $wanted } are available in { $warehouse }.
stock-below-zero-later = { $product } would be below zero on { $date }. Choose a later date, or take back what was moved after it.
stock-value-below-zero-later = { $product } would be worth less than nothing on { $date }: the goods were there, but at a lower cost than now. Choose the date of the last receipt or a later one.
product-not-stocked = { $product } is a service and has no stock.

## Moves
list-moves = Stock moves
list-moves-hint = Filter by product, date, warehouse or document
list-moves-empty = Every change of stock is a move of a document; it is never changed, only taken back by another one.
moves-none = Nothing was moved yet.
move-reverses = Takes back
move-without-quantity = A line has no quantity. Enter a figure above zero.
moves-already-reversed = These moves are taken back already.
reversal-before-moves = What was moved on { $date } cannot be taken back before that day.
direction-in = In
direction-out = Out
direction-within = Within

## Value
list-stock-value = Stock value
list-stock-value-hint = Code or name of a product
list-stock-value-empty = Stock has a value once goods came in at a cost.
list-valuation-entries = Value changes
list-valuation-entries-hint = Filter by product, date or kind
list-valuation-entries-empty = Each move that changed the stock value stands here with its journal entry.
valuation-kind-receipt = Receipt
valuation-kind-issue = Issue
valuation-kind-reversal = Reversal
valuation-layers = Receipts not used up
valuation-history = Value over time
receipt-used-up = { $product }: later issues have carried part of this receipt away, so it cannot be taken back at its cost.

## Promises
list-reservations = Reservations
list-reservations-hint = Filter by product or document
list-reservations-empty = Confirmed orders reserve what is there.
reservations-none = Nothing is promised.
list-shortages = Shortages
list-shortages-hint = Filter by product, promise or warehouse
list-shortages-empty = Demand that finds no stock waits here, and is served by promise date when goods arrive.

## Goods receipts
list-receipts = Goods receipts
list-receipts-hint = Number or reference
list-receipts-empty = A goods receipt brings bought goods, opening stock or found goods into a warehouse.
new-receipts = New goods receipt
receipt-kind-purchase = Purchase without an order
receipt-kind-opening = Opening stock
receipt-kind-adjustment = Found goods
receipt-party-hint = The supplier of a purchase
receipt-no-lines = No lines yet.
receipt-without-lines = { $number } has no lines. Add one before posting it.
receipt-cost-unknown = it is not known what { $product } costs. Enter its cost.
receipt-delete-text = The draft and its number go; nothing was posted.
receipt-reverse-title = Reverse { $number }?
receipt-reverse-text = The goods leave the stock again at the cost they came with, and the journal entry is reversed.
receipt-print-signature = Received by, date: ______________________________

## Lots
list-lots = Lots and serial numbers
list-lots-hint = Lot or serial number
list-lots-empty = A lot appears here once goods of it were moved.
lot-kind-lot = Lot
lot-kind-serial = Serial number
serial-is-one-piece = a serial number is one piece. Enter 1.
serial-in-stock = Line { $line }: the piece { $code } is in stock already; a serial number is in one place only.
serial-twice = the serial number { $code } stands on another line already.

## Warehouses, locations, valuation areas
setup-inventory = Inventory
list-warehouses = Warehouses
list-warehouses-hint = Code or name
list-warehouses-empty = Goods are kept in warehouses; each has locations.
new-warehouses = New warehouse
warehouse-name-first = Main warehouse
field-allows-negative-hint = Goods may leave before their receipt is posted; the difference in cost is posted when they arrive.
warehouse-keeps-area = Goods of { $name } were moved or documents name it, so its valuation area stays.
warehouse-is-below-zero = Stock of { $name } is below zero in places. Bring it up to zero first.
warehouse-has-stock = { $name } still has stock and cannot be archived.
warehouse-without-location = { $warehouse } has no default location for goods that arrive. Choose one.
company-without-warehouse = The company has no warehouse in use. Open one first.
list-locations = Locations
list-locations-hint = Code or name
list-locations-empty = Locations are the places in a warehouse.
new-locations = New location
location-kind-internal = In a warehouse
location-kind-transit = In transit
location-kind-customer = Customers
location-kind-supplier = Suppliers
location-kind-adjustment = Adjustments
location-kind-scrap = Scrap
location-name-stock = Stock
location-needs-warehouse = a location of this kind stands in a warehouse. Choose one.
location-outside-warehouse = a location of this kind belongs to no warehouse. Leave it empty.
location-default-elsewhere = Goods have to arrive somewhere: make another location the default one, then { $name } is no longer.
location-is-default = { $name } is where goods arrive. Make another location the default one first.
location-has-stock = { $name } still has stock and cannot be archived.
location-archived = { $name } is archived. Restore it first.
location-missing = The company has no location of the kind “{ $kind }” in use.
list-valuation-areas = Valuation areas
list-valuation-areas-hint = Name
list-valuation-areas-empty = Warehouses of a valuation area share one cost of each product.
new-valuation-areas = New valuation area
valuation-area-first = All warehouses
valuation-area-in-use = Warehouses belong to { $name }, so it cannot be deleted.
name-taken = The name { $name } is already in use. Enter another one.
chart-moves = Moves by day
chart-moves-text = Lines received and issued on each of the last fourteen days.
