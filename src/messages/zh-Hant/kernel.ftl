# 框架與各頁面版型的文字。

## The frame around every page
kernel-skip = 跳至內容
kernel-departments = 部門
kernel-pages = 頁面
kernel-home = 首頁
kernel-home-of = { $name } 首頁
kernel-menu = 選單
kernel-main-navigation = 主要導覽
kernel-company = 公司
kernel-company-is = 公司：{ $name }
kernel-work-in = 使用公司
kernel-all-companies = 檢視所有公司
kernel-panel-hide = 隱藏導覽面板
kernel-panel-show = 顯示導覽面板
kernel-breadcrumb = 頁面路徑
kernel-search-or-jump = 搜尋或前往…
kernel-search = 搜尋
kernel-create = 新增
kernel-inbox = 收件匣
kernel-notifications =
    { $count ->
        [0] 通知
       *[other] 通知，{ $count } 則未讀
    }
kernel-account = 帳號
kernel-account-of = 帳號：{ $name }
kernel-theme = 外觀
kernel-theme-system = 跟隨系統
kernel-theme-light = 淺色
kernel-theme-dark = 深色
kernel-density = 列高
kernel-density-compact = 緊密
kernel-density-default = 標準
kernel-density-comfortable = 寬鬆
kernel-own-settings = 個人設定
kernel-sign-out = 登出
kernel-close = 關閉
kernel-cancel = 取消
kernel-back = 返回
kernel-undo = 復原
kernel-apply = 套用
kernel-yes = 是
kernel-no = 否
kernel-offline = 目前沒有連線。您輸入的內容會保留，恢復連線後再送出。
kernel-part-failed = 這一部分無法載入，請重新整理頁面再試一次。

## Command palette
kernel-palette = 搜尋與指令
kernel-palette-input = 搜尋資料、頁面與動作
kernel-palette-move = 移動
kernel-palette-open = 開啟
kernel-palette-tab = 新分頁
kernel-palette-actions = 動作
kernel-palette-parties = 往來對象
kernel-palette-documents = 單據
kernel-results = 結果
kernel-nothing-found = 找不到「{ $text }」
kernel-search-everywhere = 在所有部門中搜尋

## Keyboard
kernel-keys = 鍵盤快速鍵
kernel-keys-single = 單鍵快速鍵
kernel-keys-everywhere = 全域
kernel-keys-page = 此頁
kernel-keys-lists = 清單
kernel-keys-forms = 表單與明細
kernel-keys-go = 前往與新增
kernel-key-search = 搜尋或執行指令
kernel-key-rows = 下一列、上一列
kernel-key-open = 開啟該列
kernel-key-peek = 預覽該列
kernel-key-select = 選取該列
kernel-key-extend = 延伸選取範圍
kernel-key-select-all = 選取本頁全部
kernel-key-clear = 關閉，再取消選取

## Lists
kernel-import = 匯入
kernel-export = 匯出
kernel-export-xlsx = Excel（XLSX）
kernel-export-csv = CSV（UTF-8）
kernel-print = 列印
kernel-print-list = 列印此清單
kernel-views = 已儲存的檢視
kernel-view-new = 另存為新檢視
kernel-view-changed = 檢視已變更
kernel-view-save = 儲存檢視
kernel-view-name = 檢視名稱
kernel-view-shared = 分享給可看此清單的人
kernel-view-delete = 刪除此檢視
kernel-reset = 重設
kernel-search-in = 搜尋與篩選：{ $name }
kernel-search-list = 在此清單中搜尋
kernel-filter = 篩選
kernel-filter-add = 加入篩選條件
kernel-filter-remove = 移除篩選條件「{ $name }」
kernel-clear = 清除
kernel-columns = 欄位
kernel-columns-hint = 顯示的欄位與順序
kernel-layout = 版面
kernel-range-from = { $name }，從
kernel-range-to = 到
kernel-select-page = 選取本頁全部
kernel-select-row = 選取 { $name }
kernel-select-none = 取消選取
kernel-select-all-matches = 選取全部 { $count } 筆
kernel-selected = 已選 { $count } 筆
kernel-bulk = 已選取的資料
kernel-row-actions = 資料列動作
kernel-peek-row = 預覽 { $name }
kernel-preview = 預覽
kernel-preview-of = { $name } 的預覽
kernel-preview-close = 關閉預覽
kernel-totals-show = 顯示合計
kernel-rows = 每頁列數
kernel-pager = 清單分頁
kernel-first = 第一頁
kernel-previous = 上一頁
kernel-next = 下一頁

## Records
kernel-header = 表頭
kernel-aside = 往來對象與動態
kernel-status-flow = 狀態
kernel-sections = 區段
kernel-records = 清單中的資料
kernel-record-previous = 上一筆
kernel-record-next = 下一筆
kernel-edit = 編輯
kernel-more-actions = 更多動作
kernel-why = { $name } 的由來
kernel-activity = 動態
kernel-activity-field = { $name }：
kernel-activity-show = 顯示
kernel-activity-all = 全部
kernel-activity-notes = 備註
kernel-activity-changes = 變更
kernel-activity-more = 顯示更早的動態
kernel-note = 內部備註
kernel-note-hint = 撰寫內部備註
kernel-note-internal = 內部
kernel-post = 送出
kernel-files-none = 尚無檔案
kernel-file-choose = 要加入的檔案
kernel-file-add = 加入檔案
kernel-file-download = 下載 { $name }

## Forms
kernel-error-prefix = 錯誤：
kernel-problems = 有 { $count } 處需要更正
kernel-warnings = 儲存前請確認
kernel-save-anyway = 仍要儲存
kernel-save = 儲存
kernel-save-and-new = 儲存並新增
kernel-discard = 捨棄
kernel-unsaved = 未儲存的變更：{ $count }
kernel-optional = 選填
kernel-refresh = 更新
kernel-calendar = 開啟「{ $name }」的行事曆
kernel-month-previous = 上個月
kernel-month-next = 下個月
kernel-months = 1月,2月,3月,4月,5月,6月,7月,8月,9月,10月,11月,12月
kernel-weekdays = 星期一,星期二,星期三,星期四,星期五,星期六,星期日
kernel-combo-show = 顯示「{ $name }」的選項
kernel-combo-choose = 選擇
kernel-combo-all = 全部
kernel-combo-restore = 還原
kernel-combo-none = 沒有符合的項目
kernel-conflict = 您編輯時，{ $who } 已儲存此筆資料
kernel-conflict-when = 儲存時間：{ $when }。請為每個欄位選擇要保留的版本，再儲存。
kernel-conflict-rows = 儲存於 { $when }。期間有資料列新增或移除，此表單無法再儲存。請開啟目前的紀錄，重新修改。
kernel-conflict-reload = 開啟目前的紀錄
kernel-conflict-field = 欄位
kernel-conflict-mine = 您的
kernel-conflict-theirs = 對方的
kernel-keep-mine = 保留我的：
kernel-take-theirs = 採用對方的：

## Lines grid
kernel-grid-position = 項次
kernel-grid-cell = { $name }，第 { $count } 行
kernel-grid-add = 新增一行
kernel-grid-next = 下一格
kernel-grid-new = 新增一行
kernel-grid-move = 移動該行
kernel-grid-move-line = 移動第 { $count } 行
kernel-grid-delete = 刪除該行
kernel-grid-delete-line = 刪除第 { $count } 行
kernel-grid-paste = 貼上試算表的資料列
kernel-pasted = 已貼上列數：{ $count }
kernel-pasted-unmatched = 沒有符合項目的儲存格：{ $count }
kernel-recalculate = 重新計算

## Overviews and reports
kernel-key-figures = 關鍵數字
kernel-chart-table = 以表格顯示
kernel-all-clear = 全部處理完畢
kernel-needs-you = 待您處理
kernel-parameters = 條件
kernel-report-show = 顯示

## Wizard, errors, documents
kernel-steps = 步驟
kernel-step-done = 已完成
kernel-skip-step = 暫時略過
kernel-reference = 參考編號 { $number }
kernel-print-tax = 稅別
kernel-print-base = 未稅金額
kernel-print-amount = 稅額
kernel-flow-entries = 顯示傳票
names-in-languages = 其他語言的名稱
language-twice = 此語言已列出。
