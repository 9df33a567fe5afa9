# Parties, their terms, carriers, customer groups.

## Parties
search-parties = Partners
list-parties = Partners
list-parties-hint = Name, number, city, contact, e-mail, phone
list-parties-empty = Customers, suppliers and carriers are kept here once for all companies, each with addresses, contacts and terms.
new-parties = New partner
open-party = Open partner
party-kind-organisation = Organisation
party-kind-person = Person
party-role-customer = Customer
party-role-supplier = Supplier
party-role-carrier = Carrier
party-subtitle = { $kind } { $number }
party-blocked = Blocked
party-number-hint = Left empty, it gets the next number.
party-without-role = choose at least one: customer, supplier or carrier.
party-numbers-taken = The next numbers are all taken by hand. Enter a number yourself.
party-in-use = { $name } stands in documents or other records and cannot be deleted. Archive it instead.
party-is-merged = { $name } was merged into another partner. Make the change there.
party-merged-here = This partner was merged into the one shown here.
contacts-none = No contacts yet
addresses-none = No addresses yet
address-kind-main = Main
address-kind-billing = Billing
address-kind-delivery = Delivery
address-default = Default

## Probable duplicates and formats
party-likely = Probably the same:
party-same-tax-number = { $number } { $name } has the same tax number.
party-same-email = { $number } { $name } has the same e-mail address.
party-same-phone = { $number } { $name } has the same phone number.
party-same-name = { $number } { $name } has nearly the same name.
party-check-digit = The check digit of the tax number { $value } is not right. Look it up again.
problem-email = “{ $value }” is not an e-mail address. Enter one like name@example.com.
problem-phone = “{ $value }” is not a phone number. Enter digits, with + for the country, like +47 22 12 34 56.
problem-website = “{ $value }” is not a web address. Enter one like www.example.com.
problem-tax-number = “{ $value }” is not a tax number. Enter 4 to 20 letters and digits.
problem-tax-number-of = “{ $value }” does not have the form of this country’s tax numbers, like { $pattern }.
problem-not-a-country = “{ $value }” is not a country. Enter its name or its code of two letters.
amount-negative = enter an amount of zero or more.

## Merging
action-merge = Merge
merge-title = Merge { $name }
merge-text = Choose the partner that remains. Everything that names { $number } { $name } will name it instead: addresses, contacts, documents, open items. This cannot be undone.
party-merge-itself = A partner cannot be merged into itself. Choose another one.
notice-merged = Merged. Everything is on this page now.

## Terms
party-terms = Terms
action-edit-terms = Edit terms
edit-terms-title = Terms with { $name }
edit-terms-text = What { $company } agreed
terms-usual = usual
terms-no-limit = no limit
terms-limit-hint = Left empty, there is no limit.

## Carriers
list-carriers = Carriers
list-carriers-hint = Code or name
list-carriers-empty = Carriers bring the goods to the customer. With a tracking address, each delivery links to its parcel.
new-carriers = New carrier
carrier-tracking-hint = With { "{number}" } where the tracking number goes.
carrier-in-use = { $name } stands in documents and cannot be deleted. Archive it instead.

## Customer groups
list-customer-groups = Customer groups
list-customer-groups-hint = Code or name
list-customer-groups-empty = Customer groups tell dealers from end customers, for price lists and analyses.
new-customer-groups = New customer group
