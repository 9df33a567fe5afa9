# Texts of the frame and of every floorplan.

## The frame around every page
kernel-skip = Skip to content
kernel-departments = Departments
kernel-pages = Pages
kernel-home = Home
kernel-home-of = { $name } home
kernel-menu = Menu
kernel-main-navigation = Main navigation
kernel-company = Company
kernel-company-is = Company: { $name }
kernel-work-in = Work in
kernel-all-companies = Look at all companies
kernel-panel-hide = Hide navigation panel
kernel-panel-show = Show navigation panel
kernel-breadcrumb = Breadcrumb
kernel-search-or-jump = Search or jump to…
kernel-search = Search
kernel-create = Create
kernel-inbox = Inbox
kernel-notifications =
    { $count ->
        [0] Notifications
        [one] Notifications, { $count } unread
       *[other] Notifications, { $count } unread
    }
kernel-account = Account
kernel-account-of = Account: { $name }
kernel-theme = Theme
kernel-theme-system = System theme
kernel-theme-light = Light theme
kernel-theme-dark = Dark theme
kernel-density = Row height
kernel-density-compact = Compact rows
kernel-density-default = Default rows
kernel-density-comfortable = Comfortable rows
kernel-own-settings = Own settings
kernel-sign-out = Sign out
kernel-close = Close
kernel-cancel = Cancel
kernel-back = Back
kernel-undo = Undo
kernel-apply = Apply
kernel-yes = Yes
kernel-no = No
kernel-offline = No connection. What you typed stays here and is sent again when the connection is back.
kernel-part-failed = This part could not be loaded. Reload the page to try again.

## Command palette
kernel-palette = Search and commands
kernel-palette-input = Search records, pages and actions
kernel-palette-move = move
kernel-palette-open = open
kernel-palette-tab = new tab
kernel-palette-actions = actions
kernel-palette-parties = parties
kernel-palette-documents = documents
kernel-results = Results
kernel-nothing-found = Nothing found for “{ $text }”
kernel-search-everywhere = Search in all departments

## Keyboard
kernel-keys = Keyboard shortcuts
kernel-keys-single = Single-key shortcuts
kernel-keys-everywhere = Everywhere
kernel-keys-page = This page
kernel-keys-lists = Lists
kernel-keys-forms = Forms and lines
kernel-keys-go = Go to and create
kernel-key-search = Search or run a command
kernel-key-rows = Next and previous row
kernel-key-open = Open the row
kernel-key-peek = Preview the row
kernel-key-select = Select the row
kernel-key-extend = Extend the selection
kernel-key-select-all = Select all on this page
kernel-key-clear = Close, then clear the selection

## Lists
kernel-import = Import
kernel-export = Export
kernel-export-xlsx = Excel (XLSX)
kernel-export-csv = CSV, UTF-8
kernel-print = Print
kernel-print-list = Print this list
kernel-views = Saved views
kernel-view-new = Save as new view
kernel-view-changed = View changed
kernel-view-save = Save view
kernel-view-name = Name of the view
kernel-view-shared = Share with everyone who may see this list
kernel-view-delete = Delete this view
kernel-reset = Reset
kernel-search-in = Search and filter { $name }
kernel-search-list = Search in this list
kernel-filter = Filter
kernel-filter-add = Add a filter
kernel-filter-remove = Remove filter { $name }
kernel-clear = Clear
kernel-columns = Columns
kernel-columns-hint = Shown columns, in this order
kernel-layout = Layout
kernel-range-from = { $name } from
kernel-range-to = to
kernel-select-page = Select all on this page
kernel-select-row = Select { $name }
kernel-select-none = Clear selection
kernel-select-all-matches = Select all { $count }
kernel-selected = { $count } selected
kernel-bulk = Selected rows
kernel-row-actions = Row actions
kernel-peek-row = Preview { $name }
kernel-preview = Preview
kernel-preview-of = Preview of { $name }
kernel-preview-close = Close preview
kernel-totals-show = Show sums
kernel-rows = Rows
kernel-pager = Pages of the list
kernel-first = First page
kernel-previous = Previous
kernel-next = Next

## Records
kernel-header = Header
kernel-aside = Partner and activity
kernel-status-flow = Status
kernel-sections = Sections
kernel-records = Records of the list
kernel-record-previous = Previous record
kernel-record-next = Next record
kernel-edit = Edit
kernel-more-actions = More actions
kernel-why = Where { $name } comes from
kernel-activity = Activity
kernel-activity-field = { $name }:{ " " }
kernel-activity-show = Show
kernel-activity-all = All
kernel-activity-notes = Notes
kernel-activity-changes = Changes
kernel-activity-more = Show older activity
kernel-note = Internal note
kernel-note-hint = Write an internal note
kernel-note-internal = Internal
kernel-post = Post
kernel-files-none = No files yet
kernel-file-choose = File to add
kernel-file-add = Add file
kernel-file-download = Download { $name }

## Forms
kernel-error-prefix = Error:
kernel-problems =
    { $count ->
        [one] { $count } thing to correct
       *[other] { $count } things to correct
    }
kernel-warnings = Please check before saving
kernel-save-anyway = Save anyway
kernel-save = Save
kernel-save-and-new = Save and new
kernel-discard = Discard
kernel-unsaved = Unsaved changes: { $count }
kernel-optional = optional
kernel-refresh = Update
kernel-calendar = Open calendar for { $name }
kernel-month-previous = Previous month
kernel-month-next = Next month
kernel-months = Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec
kernel-weekdays = Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday
kernel-combo-show = Show choices for { $name }
kernel-combo-choose = choose
kernel-combo-all = all
kernel-combo-restore = restore
kernel-combo-none = Nothing matches
kernel-conflict = { $who } saved this record while you were editing
kernel-conflict-when = Saved { $when }. Choose for each field which version to keep, then save.
kernel-conflict-rows = Saved { $when }. Rows were added or removed meanwhile, so this form can no longer be saved. Open the record as it is now, and make your change again.
kernel-conflict-reload = Open the record as it is now
kernel-conflict-field = Field
kernel-conflict-mine = Yours
kernel-conflict-theirs = Theirs
kernel-keep-mine = Keep mine:
kernel-take-theirs = Take theirs:

## Lines grid
kernel-grid-position = Pos
kernel-grid-cell = { $name }, line { $count }
kernel-grid-add = Add line
kernel-grid-next = next cell
kernel-grid-new = new line
kernel-grid-move = move line
kernel-grid-move-line = Move line { $count }
kernel-grid-delete = delete line
kernel-grid-delete-line = Delete line { $count }
kernel-grid-paste = paste rows from a spreadsheet
kernel-pasted = Rows pasted: { $count }
kernel-pasted-unmatched = Cells that match nothing: { $count }
kernel-recalculate = Recalculate

## Overviews and reports
kernel-key-figures = Key figures
kernel-chart-table = Show as table
kernel-all-clear = All clear
kernel-needs-you = Needs you now
kernel-parameters = Parameters
kernel-report-show = Show

## Wizard, errors, documents
kernel-steps = Steps
kernel-step-done = done
kernel-skip-step = Skip for now
kernel-reference = Reference { $number }
kernel-print-tax = Tax
kernel-print-base = Net amount
kernel-print-amount = Tax amount
kernel-flow-entries = Show journal entries
names-in-languages = Names in other languages
language-twice = this language stands there already.
