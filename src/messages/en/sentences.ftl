# What the house says everywhere: problems, errors, lists, notices.

## Notices after a write
notice-created = Created.
notice-saved = Saved.
notice-archived = Archived. It is no longer offered, but stays readable.
notice-restored = Restored. It is offered again.
notice-deleted = Deleted.
notice-posted = Posted.
notice-reversed = Reversed.
view-saved = View saved.
view-deleted = View deleted.

## Master data
edit-title = Edit { $name }
archive-title = Archive { $name }?
archive-text = It stays readable in all documents, but is no longer offered in forms. You can restore it at any time.
delete-title = Delete { $name }?
delete-text = Only what nothing refers to can be deleted. This cannot be undone.
master-in-use = { $name } is in use and cannot be deleted. Archive it instead.
code-taken = The code { $code } is already in use. Enter another one.
not-in-this-state = This is not possible in the present state. Reload the page to see what has changed.
amount-too-large = The amount is too large to be kept.
number-series-used-up = The number range is used up: its last number is { $last }. Ask for a new range.

## Events of master data
event-master-created = created { $name }
event-master-changed = changed { $name }
event-master-archived = archived { $name }
event-master-restored = restored { $name }
event-master-deleted = deleted { $name }
event-setting-changed = changed the setting { $name }
event-view-saved = saved the view { $name }

## Lists
all-companies = All companies
list-rows =
    { $count ->
        [one] { $count } row
       *[other] { $count } rows
    }
list-range = { $first }–{ $last }
list-count =
    { $count ->
        [one] { $count } match
       *[other] { $count } matches
    }
list-of = of { $count }
list-clear = Clear filters
list-no-match = Nothing matches these filters
list-no-match-text = Remove a filter or search for something else.
list-first-use = Nothing here yet
export-too-long = The export would have more than { $max } rows. Filter the list first.
bulk-nothing-selected = Select at least one record first.
bulk-too-many = At most { $max } records at once. Filter the list first.
rows-too-many = There are more than { $max } rows behind this. A part of them would give wrong figures, so nothing was done.
bulk-done = { $count } done.
bulk-report = { $done } done, { $failed } not possible.
print-note = Printed { $at } by { $by }

## Problems with fields
problem-in-field = { $field }: { $problem }
problem-in-line = Line { $line }, { $field }: { $problem }
problem-required = enter a value.
problem-not-a-value = a single value is expected.
problem-not-a-list = a list is expected.
problem-not-an-object = an object is expected.
problem-not-a-number = “{ $value }” is not a number.
problem-not-a-whole-number = “{ $value }” is not a whole number.
problem-not-positive = enter a figure above zero.
problem-not-offered = this does not exist or is no longer in use. Choose another one.
problem-stays = this stays as it was first entered.
problem-negative = enter zero or more.
problem-does-not-fit = “{ $value }” does not fit: it is too large or has more than { $places } decimals.
problem-not-a-date = “{ $value }” is not a date.
problem-not-a-choice = “{ $value }” is not one of the choices.
problem-not-yes-or-no = “{ $value }” is neither yes nor no.
problem-too-long = at most { $max } characters.
problem-too-many = at most { $max } rows.
problem-control-character = the text has characters that cannot be shown.
problem-unknown-field = there is no field “{ $name }”.
problem-version-required = say which version your change is based on (If-Match or _version).
problem-rows = choose one of { $sizes } rows.
problem-cursor = “{ $value }” is not a place in this list: take the next one from the page before, or begin without it.
problem-unknown-filter = “{ $name }” is no filter of this list.
problem-takes-no-files = This address takes no files: send a plain form or JSON.
problem-body-malformed = The request could not be read.
problem-key-required = Every write needs an Idempotency-Key.
problem-key-too-long = The Idempotency-Key has at most 200 characters.
problem-foreign-origin = The form was not sent from this page. Reload it and try again.
percent-out-of-range = enter a percentage from 0 to 100.
days-out-of-range = enter 0 to { $max } days.

## Errors
error-go-home = Home
error-go-plain = Open without it
error-go-search = Search
error-refused = This is not possible
error-invalid = Something has to be corrected
error-invalid-text = Correct the fields that are marked.
error-warning = Please check first
error-not-found = Not found
error-not-found-text = This page or record does not exist, or is outside of what you may see.
error-forbidden = Not allowed
error-forbidden-text = You lack the permission “{ $permission }”. Ask an administrator for a role that has it.
error-unauthenticated = Sign in first
error-unauthenticated-text = The session has ended or the token is not valid. Sign in again.
error-stale = Somebody saved first
error-stale-text = Somebody saved this record while you were working on it. Reload it, and make your change again.
error-key-reused = The same key was used for something else
error-key-reused-text = This Idempotency-Key belongs to another request. Use a new one.
error-malformed = Not understood
error-too-large = Too large
error-too-large-text = What was sent is larger than what is taken here.
error-throttled = Too many attempts
error-throttled-text = Wait { $seconds } seconds, then try again.
error-outcome-unknown = It is not certain whether this was done
error-outcome-unknown-text = The database did not answer. Send it again: the same request is done only once.
error-internal = Something went wrong here
error-internal-text = The defect was noted. Try again; if it stays, quote the reference below.
head-in = { $label }, { $unit }
change-of-field = { $label }: { $old } → { $new }
text-labelled = { $label }: { $text }
list-view-empty = Nothing under “{ $view }”
list-show-all = Show all
