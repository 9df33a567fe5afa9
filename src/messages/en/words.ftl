# Words that several departments use: columns, fields, actions, states, views. A key stands only once over all files.

## Columns
column-role = Role

## Fields
field-code-or-recovery = Code
field-password = Password
# Words that several departments use: columns, fields, actions, states, views.

## Departments
department-company = Company
department-party = Partners
department-people = People
department-catalog = Products
department-ledger = Ledger
department-inventory = Inventory
department-finance = Finance
department-orders = Orders
department-sales = Sales
department-setup = Setup
department-api = Interfaces

## Menu headings
menu-documents = Documents
menu-masters = Master data
menu-reports = Reports
menu-lists = Lists
menu-overview = Overview

## Answers
yes = Yes
no = No
none = None
not-known = Not known

## Columns
column-active = In use
column-amount = Amount
column-barcode = Barcode
column-category = Category
column-city = City
column-code = Code
column-company = Company
column-cost = Cost
column-country = Country
column-created = Created
column-currency = Currency
column-customer = Customer
column-date = Date
column-description = Description
column-discount = Discount
column-document = Document
column-due = Due
column-email = E-mail
column-end = End
column-kind = Kind
column-location = Location
column-lot = Lot
column-margin = Margin
column-name = Name
column-net = Net
column-note = Note
column-number = Number
column-open = Open
column-overdue = Overdue
column-owner = Owner
column-party = Partner
column-phone = Phone
column-price = Price
column-product = Product
column-quantity = Quantity
column-reason = Reason
column-reference = Reference
column-requested = Requested
column-start = Start
column-state = Status
column-supplier = Supplier
column-tax = Tax
column-team = Team
column-total = Total
column-unit = Unit
column-unit-price = Unit price
column-user = User
column-value = Value
column-version = Version
column-warehouse = Warehouse

## Fields
field-account = Account
field-amount = Amount
field-barcode = Barcode
field-category = Category
field-city = City
field-code = Code
field-company = Company
field-country = Country
field-currency = Currency
field-customer-reference = Customer reference
field-date = Date
field-description = Description
field-discount-percent = Discount
field-due-date = Due date
field-email = E-mail
field-end-date = Last day
field-external-number = External number
field-is-active = In use
field-kind = Kind
field-language = Language
field-lines = Lines
field-lot = Lot
field-name = Name
field-note = Note
field-number = Number
field-party = Partner
field-payment-term = Payment terms
field-phone = Phone
field-postal-code = Postal code
field-price-list = Price list
field-product = Product
field-quantity = Quantity
field-reason = Reason
field-requested-date = Requested date
field-start-date = First day
field-street = Street
field-tax-code = Tax code
field-tax-number = Tax number
field-tax-position = Tax position
field-unit = Unit
field-unit-price = Unit price
field-version = Version
field-warehouse = Warehouse

## Actions
action-archive = Archive
action-cancel = Cancel
action-close = Close
action-confirm = Confirm
action-copy = Copy
action-delete = Delete
action-open = Open
action-post = Post
action-print = Print
action-reject = Reject
action-release = Release
action-reopen = Reopen
action-restore = Restore
action-reverse = Reverse
action-send = Send

## States
state-active = In use
state-archived = Archived
state-draft = Draft
state-open = Open
state-posted = Posted
state-cancelled = Cancelled
state-closed = Closed

## Views
view-all = All
view-active = In use
view-archived = Archived
view-open = Open
view-overdue = Overdue
view-draft = Drafts
view-mine = Mine

## Totals
total-net = Net
total-tax = Tax
total-total = Total

## Kinds of records
kind-company = Company
kind-fiscal-year = Fiscal year
kind-fiscal-period = Fiscal period
kind-number-series = Number series
kind-exchange-rate = Exchange rate
kind-holiday = Holiday
kind-team = Team
kind-user = User
kind-role = Role
kind-session = Session
kind-api-token = API token
kind-saved-view = Saved view
kind-job = Job
kind-notification = Notification
kind-note = Note
kind-attachment = File
kind-choice = Choice
kind-account = Account
kind-journal = Journal
kind-cost-center = Cost centre
kind-tax-code = Tax code
kind-tax-component = Tax component
kind-tax-position = Tax position
kind-party = Partner
kind-party-address = Address
kind-contact = Contact
kind-price-list = Price list
kind-carrier = Carrier
kind-employee = Employee
kind-unit = Unit of measure
kind-product-category = Product category
kind-product = Product
kind-journal-entry = Journal entry
kind-open-item = Open item
kind-allocation = Allocation
kind-valuation-area = Valuation area
kind-warehouse = Warehouse
kind-location = Location
kind-lot = Lot
kind-stock-move = Stock move
kind-goods-receipt = Goods receipt
kind-goods-receipt-line = Goods receipt line
kind-quotation = Quotation
kind-quotation-line = Quotation line
kind-sales-order = Sales order
kind-sales-order-line = Sales order line
kind-delivery = Delivery
kind-delivery-line = Delivery line
kind-customer-invoice = Invoice
kind-customer-invoice-line = Invoice line
kind-payment = Payment
column-at = Time
column-changes = Changes
column-event = Event
column-notification = Notification
column-permission = Permission
column-record = Record
column-record-kind = Kind of record
column-scope = Scope
column-unread = Unread
column-who = Who
action-mark-read = Mark as read
action-remove = Remove
section-documents = Documents
section-files = Files
section-lines = Lines
view-unread = Unread
kind-price-list-item = Price
column-details = Details
