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
event-goods-receipt-changed = changed the goods receipt { $number }
event-goods-receipt-deleted = deleted the draft goods receipt { $number }
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
event-stock-reserved = reserved { $quantity } of { $product }
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
event-invoice-changed = changed a draft invoice

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
notification-job-ended = A job of yours is done
notification-job-failed = A job of yours has failed

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

## One's own account
me-title = Own account
me-reading = Language and formats
me-change-reading = Change language and formats
me-security = Security
me-programs = Programs
me-programs-text = A program signs in with a token of yours. It may do what you may, and no more than the token's permissions name.
days-count = { $count } days
password-title = Change password
password-ends-sessions = All your other sessions end when the password changes.
password-rule = At least { $min } characters. A few words in a row are easy to keep in mind and hard to guess.
password-changed = Password changed. All other sessions have ended.
password-wrong = this is not your present password.
password-not-same = repeat the new password exactly.
password-too-short = use at least { $min } characters.
password-too-long = use at most { $max } characters.
password-common = this password is among the most common ones, which are tried first. Choose another.
password-sequence = do not repeat one character or a simple sequence.
password-own = do not use your own name or address, or the name of this product.
second-factor-title = Second factor
second-factor-on = On, { $count } recovery codes left
second-factor-off = Off
second-factor-how = Scan the picture with an authenticator app, or type the secret below it. Then enter the code the app shows.
second-factor-first-code = The six digits the app shows now.
second-factor-start = Turn on
second-factor-is-on = The second factor is on already.
second-factor-is-off = The second factor is off.
second-factor-broken = The secret cannot be used. Open the page again for a new one.
second-factor-wrong-code = this is not the code the app shows now. Check the clock of your phone.
second-factor-active-text = When you sign in you are asked for a code of your app. With a recovery code you get in without your phone, once each.
second-factor-renew = Make new recovery codes
second-factor-renew-text = The old codes are no longer good afterwards.
second-factor-stop = Turn off the second factor
second-factor-stop-text = Your password alone will protect the account.
second-factor-stopped = The second factor is off.
recovery-title = Your recovery codes
recovery-text = Write them down or print them. Each is good once, and they are shown only now.
recovery-noted = I have noted the codes
session-this = This session
session-revoked = Session ended.
session-unknown = These sessions have ended already.
list-sessions = Sessions
list-sessions-empty = Where you are signed in stands here.
list-sessions-hint = Search sessions
list-tokens = API tokens
list-tokens-empty = With a token a program acts for you through the API.
list-tokens-hint = Search tokens
new-tokens = New token
token-hint = The token is shown once, after it was made.
token-made = Token { $name }
token-shown-once = Copy it now: it is not shown again. Programs send it as “Authorization: Bearer …”.
token-shown-already = The token was made and shown already.
token-needs-scope = choose at least one permission.
token-too-many = You have { $max } tokens. Revoke one first.
token-revoke-title = Revoke { $name }?
token-revoke-text = Programs that use it are refused from now on.
token-revoked = Token revoked.
token-already-revoked = { $name } is revoked already.

## Users
list-users = Users
list-users-empty = People who sign in stand here, with their roles.
list-users-hint = Search name or e-mail
new-users = New user
user-person = Person
user-initial-password-hint = Leave it empty to issue a reset link instead, with which the person chooses one.
user-email-taken = { $email } belongs to another user.
user-role-twice = this role is named twice for the same company.
user-no-password = { $name } has no password yet. Issue a reset link and hand it over.
user-no-roles = No role
user-is-yourself = You cannot deactivate yourself. Ask another administrator.
user-not-active = { $name } is deactivated and cannot sign in.
user-deactivated = Deactivated. All sessions have ended.
user-deactivate-title = Deactivate { $name }?
user-deactivate-text = The person is signed out at once and cannot sign in any more. Documents keep the name.
user-end-sessions = End all sessions
user-end-sessions-title = End all sessions of { $name }?
user-end-sessions-text = What is not saved is lost.
user-reset-second-factor = Remove the second factor
user-reset-second-factor-title = Remove the second factor of { $name }?
user-reset-second-factor-text = Do this only when you have made sure who asks for it. The password alone will protect the account.
user-reset-link = Issue a reset link
reset-link-made = Reset link for { $name }
reset-link-text = Hand it over in person or by a safe way. It is good once, for { $hours } hours, and is shown only now.
reset-link-shown-already = The link was issued and shown already.
reset-link-ended = This link has ended or was used. Ask an administrator for a new one.
reset-title = Choose a password
reset-for = For { $name } ({ $email })
reset-set = Set the password
reset-done = The password is set. Sign in with it.
last-administrator = Nobody would be left who may change users in all companies. Give that right to somebody else first.

## Why somebody may or may not see something
why-title = Why can this user not see something?
why-can = What { $name } may see, and why
why-hint = Choose a permission, or the record in question.
why-of-record = The one that opens the record
why-yes = Yes: { $name } has the permission “{ $permission }” here.
why-no = No: no role of { $name } grants “{ $permission }” here. The table says what keeps each from it. These roles have the permission:
why-no-role = No: { $name } holds no role with the permission “{ $permission }”. These roles have it:
why-answer = Answer
why-none = No role of this user has the permission.
why-grants = Grants it
why-role-is-archived = Does not: the role is archived
why-other-company = Does not: the role is held in another company
why-not-own = Does not: the record belongs to somebody else
why-not-of-team = Does not: the record belongs to another team

## Roles and teams
list-roles = Roles
list-roles-empty = A role is a set of permissions, each with how far it reaches.
list-roles-hint = Search code or name
new-roles = New role
role-hint = Own reaches the records of the user, Team those of the user's team, Company those of the company the role is held in, All what companies share.
role-code-wrong = use at most 40 small letters, digits and hyphens.
role-no-permissions = This role allows nothing.
role-no-holders = Nobody holds this role.
list-teams = Teams
list-teams-empty = With teams, people see the records of their colleagues, not those of others.
list-teams-hint = Search name
new-teams = New team
team-members = Members
team-no-members = Nobody is in this team. Users name their team on their form.
setup-companies = Companies

## Companies
list-companies = Companies
list-companies-empty = Each company keeps its own books.
list-companies-hint = Search code or name
company-code-taken = The code { $code } belongs to another company.
company-books = Books
company-registration = Registration and bank
company-has-posted = this cannot change once entries are posted.
company-has-posted-hint = Entries are posted: currency and start of the fiscal year stay as they are.
tax-rounding-line = On each line
tax-rounding-rate = Once for each rate

## Number series
list-number-series = Number series
list-number-series-empty = The first document of a year opens its series by itself.
list-number-series-hint = Search pattern
new-number-series = New number series
series-quotation = Quotations
series-sales-order = Sales orders
series-delivery = Deliveries
series-return = Returns
series-goods-receipt = Goods receipts
series-invoice = Invoices
series-credit-note = Credit notes
series-payment = Payments
series-journal-entry = Journal entries
series-gapless = Without gaps
series-pattern-wrong = use text with {"{year}"} or {"{yy}"} and {"{number}"} or {"{number:5}"} once each, at most 40 characters.
series-pattern-needs-year = name the year with {"{year}"} or {"{yy}"}, since numbers begin anew each year.
series-in-use = documents are numbered with it already, and its numbers must have no gap.
series-only-up = numbers only go up: what was drawn is not drawn again.
series-last-too-low = the last number is not below those already drawn.
series-year-wrong = enter a year.
series-known = this company has that series already.

## Calendar
list-holidays = Holidays
list-holidays-empty = Days on which the company does not work.
list-holidays-hint = Search name
new-holidays = New holiday
holiday-known = { $date } is a holiday already.

## Audit
list-audit = Event log
list-audit-empty = Whatever anybody does stands here, and nothing can switch it off.
list-audit-hint = Search records by name or number
audit-shared = Shared by all companies
audit-position = Event { $position }
audit-records = Records
audit-chain = Chain
audit-payload-hash = Hash of the text
audit-previous-hash = Hash of the event before
audit-hash = Hash
audit-field = Field
audit-old = Before
audit-new = After
audit-no-changes = No values changed.

## Drafts
draft-kept = Draft kept on the server at { $time }
draft-offered = You filled in this form ({ $time }) and did not save it.
draft-continue = Go on with it

## Reasons
kind-reason = Reason
list-reasons = Reasons
list-reasons-hint = Reason
list-reasons-empty = Reasons are offered where one is asked for: losing a quotation, cancelling, returning, crediting, writing off.
new-reasons = New reason
column-used-for = Given for
field-used-for = Given for
reason-for-loss = Losing a quotation
reason-for-cancel = Cancelling an order
reason-for-hold = Stopping an order
reason-for-return = Returning goods
reason-for-credit = Crediting an invoice
reason-for-write-off = Writing off
