//! The browser's driver tried on pages of its own: what it does, what it sees, what it reports.

#[path = "mod.rs"]
mod browser;
mod site;

use browser::Browser;
use browser::Failure;
use browser::Outcome;
use browser::Theme;
use serde_json::json;
use site::Site;

/// Takes the steps of a test in a browser of its own, and once more in a new one where that one fell silent: Chromium does so
/// once in many runs on a busy machine, and it is the driver that is tried here.
fn in_browser(steps: impl Fn(&Site, &Browser) -> Outcome<()>) -> Outcome<()> {
    let site = Site::start();
    match steps(&site, &Browser::start()?) {
        Err(failure) if failure.is_silence() => {
            println!("{failure}: once more in a new browser");
            steps(&site, &Browser::start()?)
        }
        outcome => outcome,
    }
}

/// A step that must fail with this reason.
fn refused<T>(step: Outcome<T>, reason: &str) -> Outcome<()> {
    match step.err().unwrap_or(Failure(String::new())) {
        failure if failure.is_silence() => Err(failure),
        failure => {
            assert!(failure.0.contains(reason), "\"{failure}\" should say {reason}");
            Ok(())
        }
    }
}

#[test]
fn reads_types_chooses_and_submits() -> Outcome<()> {
    in_browser(|site, browser| {
        let page = browser.page()?;
        page.open(&site.url("/"))?;
        assert_eq!((page.text("h1")?.as_str(), page.status()?), ("Lamps", 200));
        assert!(page.html()?.contains("<h1>Lamps</h1>") && page.exists("form")? && !page.exists("table")?);
        assert_eq!(page.texts("option")?, ["None", "Green"]);
        page.fill("#name", "Größe 檯燈")?;
        page.fill("#name", "Desk lamp 檯燈")?;
        page.fill("#colour", "Green")?;
        page.fill("#day", "2026-05-31")?;
        page.fill("#agree", "true")?;
        page.fill("#empty", "")?;
        page.click("button")?;
        assert_eq!(page.url()?, site.url("/order"));
        assert_eq!(page.status()?, 422);
        let sent = "name=Desk+lamp+%E6%AA%AF%E7%87%88&colour=g&day=2026-05-31&agree=yes&empty=";
        assert_eq!(page.text("pre")?, sent);
        assert_eq!(page.attribute("pre", "data-method")?.as_deref(), Some("POST"));
        assert_eq!(page.console_errors()?, []);
        page.click_text("Back")?;
        page.fill("#name", "by key")?;
        page.press("Enter")?;
        assert!(page.text("pre")?.starts_with("name=by+key"));
        Ok(())
    })
}

#[test]
fn works_without_scripts() -> Outcome<()> {
    in_browser(|site, browser| {
        let page = browser.page()?;
        page.set_scripts(false)?;
        page.open(&site.url("/"))?;
        assert_eq!(page.text("#scripted")?, "");
        page.fill("#name", "plain")?;
        page.click("button")?;
        assert!(page.text("pre")?.starts_with("name=plain"));
        page.set_scripts(true)?;
        page.open(&site.url("/"))?;
        page.wait_until("document.querySelector('#scripted').textContent === 'scripted'")
    })
}

#[test]
fn waits_for_what_comes_later_and_gives_up() -> Outcome<()> {
    in_browser(|site, browser| {
        let page = browser.page()?;
        page.open(&site.url("/"))?;
        page.press("Control+k")?;
        page.wait_until("document.querySelector('#scripted').textContent === 'palette'")?;
        assert_eq!(page.eval("Promise.resolve({ sum: 1 + 2 })")?, json!({ "sum": 3 }));
        page.focus("#grid")?;
        page.paste("a\tb\nc\td")?;
        assert_eq!(page.text("#scripted")?, "4 cells");
        page.focus("#name")?;
        page.paste("pasted")?;
        page.press("Control+a")?;
        page.type_text("typed over")?;
        assert_eq!(page.eval("document.querySelector('#name').value")?, json!("typed over"));
        page.click("#ask")?;
        assert_eq!(page.dialogs()?, ["Really?"]);
        assert_eq!(page.text("#scripted")?, "true");
        page.hover("#ask")?;
        assert_eq!(
            page.eval("document.querySelector('#ask').matches(':hover')")?,
            json!(true)
        );
        page.upload("#file", file!())?;
        assert_eq!(
            page.eval("document.querySelector('#file').files[0].name")?,
            json!("main.rs")
        );
        refused(page.click("#missing"), "nothing matches")?;
        refused(page.click("#hidden"), "not visible")?;
        refused(page.click("#covered"), "covered by")?;
        refused(page.fill("#colour", "Red"), "no such choice")?;
        refused(page.press("Hyper+x"), "unknown mod")?;
        refused(page.text("#missing"), "nothing")?;
        refused(page.eval("missing()"), "Refer")?;
        refused(page.open(&site.url("/").replace("http:", "https:")), "ERR")
    })
}

#[test]
fn reports_what_is_wrong_with_a_page() -> Outcome<()> {
    in_browser(|site, browser| {
        let page = browser.page()?;
        page.open(&site.url("/broken"))?;
        page.wait_until("document.querySelector('#done')")?;
        let problems: Vec<String> = page.console_errors()?.iter().map(ToString::to_string).collect();
        for expected in [
            "console: on purpose 7",
            "exception: Error: thrown",
            "network: answered 404",
            "missing.png",
        ] {
            assert!(
                problems.iter().any(|problem| problem.contains(expected)),
                "{expected} in {problems:#?}"
            );
        }
        for expected in ["style-src", "script-src"] {
            let is_reported = |problem: &String| problem.starts_with("security:") && problem.contains(expected);
            assert!(problems.iter().any(is_reported), "{expected} in {problems:#?}");
        }
        assert_eq!(page.console_errors()?, [], "each is reported once");
        page.open(&site.url("/nowhere"))?;
        assert_eq!((page.status()?, page.console_errors()?), (404, Vec::new()));
        assert_eq!(page.links()?, [site.url("/")]);
        Ok(())
    })
}

#[test]
fn audits_by_axe_in_both_themes_and_on_a_phone() -> Outcome<()> {
    in_browser(|site, browser| {
        let page = browser.page()?;
        page.open(&site.url("/"))?;
        assert_eq!(page.axe()?, [], "a good page has no violations, whatever its policy");
        page.open(&site.url("/broken"))?;
        let rules = |page: &browser::Page<'_>| -> Outcome<Vec<String>> {
            Ok(page.axe()?.into_iter().map(|violation| violation.rule).collect())
        };
        let in_light = rules(&page)?;
        for rule in ["image-alt", "html-has-lang", "region"] {
            assert!(
                in_light.contains(&rule.to_owned()),
                "{rule} (region is a best practice) in {in_light:?}"
            );
        }
        assert!(!in_light.contains(&"color-contrast".to_owned()));
        page.set_theme(Theme::Dark)?;
        assert!(
            rules(&page)?.contains(&"color-contrast".to_owned()),
            "the dark theme is unreadable on purpose"
        );
        page.set_viewport(390, 844)?;
        assert_eq!(
            page.eval("[innerWidth, matchMedia('(pointer: coarse)').matches]")?,
            json!([390, true])
        );
        page.set_print(true)?;
        assert_eq!(page.eval("matchMedia('print').matches")?, json!(true));
        Ok(())
    })
}

#[test]
fn pages_have_cookies_of_their_own_and_pictures() -> Outcome<()> {
    in_browser(|site, browser| {
        let (anna, boris) = (browser.page()?, browser.page()?);
        for page in [&anna, &boris] {
            page.open(&site.url("/"))?;
        }
        anna.eval("document.cookie = 'who=anna'")?;
        anna.open(&site.url("/"))?;
        assert_eq!(
            [anna.eval("document.cookie")?, boris.eval("document.cookie")?],
            [json!("who=anna"), json!("")]
        );
        let folder = std::env::temp_dir();
        let (window, whole) = (
            folder.join(site.file("window.png")),
            folder.join(site.file("whole.png")),
        );
        anna.set_viewport(800, 300)?;
        anna.screenshot(&window)?;
        anna.screenshot_whole(&whole)?;
        let height = |path| {
            std::fs::read(path)
                .ok()
                .and_then(|png: Vec<u8>| png.get(20..24).map(<[u8]>::to_vec))
        };
        assert_eq!(height(&window), Some(300_u32.to_be_bytes().to_vec()));
        assert!(height(&whole) > height(&window));
        for picture in [window, whole] {
            std::fs::remove_file(picture).unwrap();
        }
        Ok(())
    })
}
