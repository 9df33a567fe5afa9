# Signing in, one's own page, companies, users and roles, search, notifications, audit.

## Signing in
sign-in = Sign in
sign-in-title = Sign in
sign-in-demo = This is the demo. Sign in as one of the people below; each has a role of its own.
sign-in-wrong = E-mail and password do not match. Check both, or ask an administrator for a reset link.
sign-in-code-title = Second step
sign-in-code-text = Your account is protected by a second factor.
sign-in-code-hint = The six digits your authenticator app shows now, or one of your recovery codes.
sign-in-code-wrong = This code is not valid now. Wait for the next one in your app, or use an unused recovery code.
sign-in-as-another = Sign in as somebody else

## Home
home-no-role = No role yet
home-no-role-text = Your account holds no role, so there is nothing to open. Ask an administrator to give you one.

## What happened; who did it stands before the sentence
event-erased = did something whose text was erased
event-company-created = created the company { $name }
event-company-changed = changed the company { $name }
event-user-created = created the user { $name }
event-user-changed = changed the user { $name }
event-role-changed = changed the role { $name }
event-password-changed = changed the password of { $name }
event-reset-link-issued = issued a reset link for { $name }
event-second-factor-changed = changed the second factor of { $name }
event-session-revoked = ended a session of { $name }
event-token-created = made the API token { $name }
event-token-revoked = revoked the API token { $name }
event-note-added = left a note
event-file-added = added the file { $name }
event-file-removed = removed the file { $name }
event-party-created = created { $name }
event-party-changed = changed { $name }
event-party-merged = merged { $name } into this record
event-period-closed = closed the period { $name }
event-period-opened = opened the period { $name }
event-entry-posted = posted the journal entry { $number }
event-entry-reversed = reversed the journal entry { $number }
event-goods-received = received goods with { $number }
event-goods-receipt-created = created the goods receipt { $number }
event-goods-receipt-reversed = reversed the goods receipt { $number }
event-quotation-created = created the quotation { $number }
event-quotation-changed = changed the quotation { $number }
event-quotation-sent = sent the quotation { $number }
event-quotation-reopened = reopened the quotation { $number }
event-quotation-won = marked the quotation { $number } as won
event-quotation-lost = marked the quotation { $number } as lost
event-quotation-deleted = deleted the quotation { $number }
event-sales-order-created = created the sales order { $number }
event-sales-order-changed = changed the sales order { $number }
event-sales-order-confirmed = confirmed the sales order { $number }
event-sales-order-held = put the sales order { $number } on credit hold
event-sales-order-released = released the sales order { $number }
event-sales-order-reopened = reopened the sales order { $number }
event-sales-order-cancelled = cancelled the sales order { $number }
event-sales-order-deleted = deleted the sales order { $number }
event-stock-reserved = reserved stock
event-sales-order-closed = ended the sales order { $number }; the rest is not delivered
event-delivery-changed = changed the delivery { $number }
event-return-created = announced the return { $number }
event-return-reversed = took the return { $number } back
event-return-deleted = deleted the return { $number }
event-delivery-created = created the delivery { $number }
event-delivery-shipped = shipped the delivery { $number }
event-delivery-reversed = reversed the delivery { $number }
event-delivery-deleted = deleted the delivery { $number }
event-goods-returned = took goods back with { $number }
event-invoice-created = created a draft invoice
event-invoice-posted = posted the invoice { $number }
event-invoice-deleted = deleted a draft invoice
event-credit-note-posted = posted the credit note { $number }
event-payment-posted = posted the payment { $number }
event-payment-reversed = reversed the payment { $number }
event-payment-allocated = allocated the payment { $number }
event-allocation-undone = undid an allocation of the payment { $number }

## Notes and files
note-added = Note added.
file-added = File added.
file-removed = File removed.
file-missing = choose a file that is not empty.
file-not-yours = { $name } was added by somebody else. Only its author or an administrator of the company may remove it.
file-remove-title = Remove { $name }?
file-remove-text = The file is taken off this record.
size-kilobytes = { $count } kB
size-megabytes = { $count } MB
document-draft = Draft

## Notifications
list-notifications = Notifications
list-notifications-empty = What concerns you arrives here: notes on your records, orders that wait for you, long work that is done.
list-notifications-hint = Search notifications
notifications-read = Marked as read.
notification-note-added = { $name } left a note
notification-order-held = Order { $name } is on credit hold
notification-order-released = Order { $name } was released
notification-job-ended = { $name } is done
notification-job-failed = { $name } has failed

## Permissions
permission-public = open to everybody
permission-own = open to everybody signed in
permission-company-read = See companies and set-up
permission-company-edit = Change companies and set-up
permission-user-read = See users and roles
permission-user-edit = Change users and roles
permission-audit-read = Read the event log
permission-import-run = Run imports
permission-check-read = See the integrity check
permission-party-read = See partners
permission-party-edit = Change partners
permission-party-merge = Merge partners
permission-credit-edit = Set credit limits
permission-employee-read = See employees
permission-employee-edit = Change employees
permission-product-read = See products
permission-product-edit = Change products
permission-price-read = See price lists
permission-price-edit = Change price lists
permission-cost-read = See cost
permission-margin-read = See margin
permission-ledger-read = See the ledger
permission-ledger-post = Post journal entries
permission-account-edit = Change accounts, taxes and terms
permission-period-close = Close and open periods
permission-stock-read = See stock
permission-stock-move = Move stock
permission-warehouse-edit = Change warehouses
permission-invoice-read = See invoices
permission-invoice-edit = Draft invoices
permission-invoice-post = Post invoices
permission-payment-read = See payments
permission-payment-post = Post payments
permission-quotation-read = See quotations
permission-quotation-edit = Change quotations
permission-sales-order-read = See sales orders
permission-sales-order-edit = Change sales orders
permission-sales-order-confirm = Confirm sales orders
permission-credit-release = Release held orders
permission-delivery-read = See deliveries
permission-delivery-ship = Ship deliveries
scope-own = Own
scope-team = Team
scope-company = Company
scope-all = All

## Search
search-title = Search
search-query = Search for
search-everything = Everything
search-ask = What are you looking for?
search-none = Nothing found
search-hint = Names, numbers, codes and parts of them are found, also with a typing error.
palette-recent = Recent
palette-create = Create
palette-pages = Go to
search-count =
    { $count ->
        [one] { $count } record for “{ $text }”
       *[other] { $count } records for “{ $text }”
    }
