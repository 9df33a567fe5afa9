# Import of files, and jobs.

## Menu and pages
menu-data = Data
import-title = Import
import-into = Into { $company }
import-hint = Send the files and a mapping that says which column goes where. All of it goes in together, or nothing does. While it is being written, other people read and their saving waits.
import-targets = What can be imported
import-targets-text = The names a mapping uses, and the fields of each as the program reads them.
import-files = Files and mapping
import-start = Start import
import-started = The import has started. This page shows how far it is.
import-dry-hint = Reads every row, writes all of it and takes it back: nothing stays.
import-mapping-needed = choose a mapping or send one.
import-file-name = “{ $file }” is not a plain file name.
import-result = Result
import-target = Goes into
import-file = File
import-row = Row
import-rows = Rows
import-column = Column
import-why = Why not
import-created = New
import-updated = Changed
import-unchanged = As before
import-field = Field
import-needed = Needed
import-report-file = Download as CSV
import-refused =
    { $count ->
        [one] { $count } row not taken
       *[other] { $count } rows not taken
    }
import-ending-done = Everything is in.
import-ending-looked = Every row can be taken. Nothing was written, as asked.
import-ending-looked-refused = Some rows cannot be taken. Nothing was written, as asked.
import-ending-nothing = Nothing was written. Correct the rows below and import again.
import-ending-stopped = The import broke off for the reason below. Import again: what is in already is passed over.

import-kind-text = text
import-kind-decimal = figure
import-kind-whole = whole number
import-kind-date = date
import-kind-flag = yes or no
import-kind-choice = choice
import-kind-list = list
import-kind-object = group of fields
import-codes = Values
mapping-northwind = Northwind Traders

field-files = Files
field-mapping = Mapping file
field-known-mapping = Mapping that comes with Tenon
field-is-dry = Only check

## What can be imported
import-company = Companies
import-user = Users
import-fiscal-year = Fiscal years
import-tax-code = Tax codes
import-tax-position = Tax positions
import-party = Partners
import-party-terms = Terms with partners
import-carrier = Carriers
import-price = Prices
import-account = Accounts
import-exchange-rate = Exchange rates
import-payment-term = Payment terms
import-unit = Units
import-unit-conversion = Unit conversions
import-product-category = Product categories
import-product = Products
import-price-list = Price lists
import-employee = Employees
import-product-archive = Products offered no more
import-goods-receipt = Goods receipts
import-payment = Payments
import-quotation = Quotations
import-sales-order = Sales orders
import-sales-order-confirm = Confirmation of sales orders
import-delivery = Deliveries
import-customer-invoice = Invoices
import-role = Roles
import-team = Teams
import-holiday = Holidays
import-reason = Reasons
import-number-series = Number series
import-customer-group = Customer groups
import-account-roles = Account roles
import-cost-center = Cost centres
import-journal = Journals
import-currency = Currencies
import-journal-entry = Journal entries by hand
import-category-accounts = Accounts of product categories
import-valuation-area = Valuation areas
import-warehouse = Warehouses
import-location = Locations
import-return = Returns
import-credit-note = Credit notes

## Jobs
list-jobs = Jobs
list-jobs-empty = Imports and other long work appear here with their progress and their report.
list-jobs-hint = Jobs
new-jobs = Import
job-kind-import = Import
job-progress = { $done } of { $total } rows
state-job-queued = Waiting
state-job-running = Running
state-job-done = Done
state-job-failed = Not done
column-progress = Progress
column-ended = Ended
event-import-started = started the import of { $files }
event-import-finished = imported { $files }: { $created } new, { $updated } changed, { $refused } not taken

## What is wrong with a mapping
mapping-kind-table = a table
mapping-kind-text = a text or a figure
mapping-kind-list = a list
mapping-kind-number = a figure
mapping-not-toml = The mapping is not TOML: { $reason }
mapping-steps = The mapping has no step, or more than { $max }.
mapping-missing = Mapping, { $at }: “{ $name }” is missing.
mapping-unknown = Mapping, { $at }: there is no “{ $name }”.
mapping-wrong-kind = Mapping, { $at }: “{ $name }” has to be { $wanted }.
mapping-open-brace = Mapping, { $at }: a brace is not closed in “{ $text }”.
mapping-not-a-choice = Mapping, { $at }: “{ $value }” is not a choice for “{ $name }”.
mapping-file-name = Mapping, { $at }: “{ $file }” is not the plain name of a file.
mapping-unknown-target = Mapping, { $at }: nothing called “{ $target }” can be imported. There are: { $targets }.
mapping-unknown-field = Mapping, { $at }: there is no field “{ $name }”. There are: { $names }.
mapping-needed-field = Mapping, { $at }: the field “{ $name }” is needed.
mapping-no-list = Mapping, { $at }: the field “{ $name }” is not a list.
mapping-unknown-column = Mapping, { $at }: there is no column “{ $column }”. There are: { $columns }.
mapping-unknown-kind = Mapping, { $at }: “{ $kind }” cannot be looked up.
mapping-no-code = Mapping, { $at }: records of the kind “{ $kind }” have no code of their own; give a “key”.
mapping-no-company = There is no company with the code “{ $code }”.

## What is wrong with a file
import-no-file = The file { $file } is not there.
import-not-utf8 = { $file }, row { $row }: the text is not UTF-8. Save the file as “CSV UTF-8”.
import-csv-broken = { $file } cannot be read as CSV: { $reason }
import-xlsx-broken = { $file } cannot be read as XLSX: { $reason }
import-cell-error = { $file }, row { $row }: a cell holds the error { $error }.
import-column-twice = { $file }: the column “{ $column }” stands twice.
import-too-many-cells = { $file }, row { $row }: there are more cells than columns.
import-too-many-rows = { $file } has more than { $max } rows.
import-too-large = { $file } holds too much to be read at once: split it into smaller files.

## What is wrong with a row
import-key-empty = The key is empty.
import-key-twice = The key { $key } stands in row { $row } already.
import-unknown-key = there is no { $kind } with the key { $key }.
import-unknown-code = there is no { $kind } with the code { $key }.
import-cannot-change = { $key } was imported before with other values, and what was made from it cannot be changed by an import.
import-no-line = the document has no line { $number }.
import-comes-from-document = this comes from the document named in the row. Leave it out.
import-needs = This import needs the permission “{ $permission }”.
