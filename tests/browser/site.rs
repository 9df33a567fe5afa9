//! A web server of a few fixed pages, for trying the driver.

use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::io::Write;
use std::net::SocketAddr;
use std::net::TcpListener;
use std::net::TcpStream;

const GOOD: &str = r#"<!doctype html><html lang="en"><head><title>Lamps</title><script src="/script.js" defer></script>
<link rel="icon" href="data:,"></head><body><main><h1>Lamps</h1><form method="post" action="/order">
<p><label for="name">Name</label> <input id="name" name="name"></p>
<p><label for="colour">Colour</label>
<select id="colour" name="colour"><option value="">None</option><option value="g">Green</option></select></p>
<p><label for="day">Day</label> <input id="day" type="date" name="day"></p>
<p><label><input id="agree" type="checkbox" name="agree" value="yes"> Agreed</label></p>
<p><label for="empty">Empty</label> <input id="empty" name="empty" value="old"></p>
<button>Order</button></form>
<p><label for="file">File</label> <input id="file" type="file"></p>
<p><label for="grid">Grid</label> <textarea id="grid"></textarea></p>
<button id="ask">Ask</button> <button id="hidden" hidden>Hidden</button> <p id="scripted"></p>
<div class="under"><button id="covered">Covered</button><div class="over"></div></div>
</main></body></html>"#;

const SCRIPT: &str = "const told = document.querySelector('#scripted');
if (told) {
    told.textContent = 'scripted';
    document.addEventListener('keydown', event => {
        if (event.ctrlKey && event.key === 'k') setTimeout(() => { told.textContent = 'palette'; }, 50);
    });
    document.querySelector('#grid').addEventListener('paste', event => {
        event.preventDefault();
        told.textContent = event.clipboardData.getData('text/plain').split(/[\\t\\n]/).length + ' cells';
    });
    document.querySelector('#ask').addEventListener('click', () => { told.textContent = confirm('Really?'); });
    const cover = new CSSStyleSheet();
    cover.replaceSync('.under { position: relative; height: 40px } .over { position: absolute; inset: 0 }');
    document.adoptedStyleSheets = [cover];
} else {
    console.error('on purpose', 7);
    fetch('/missing.json').then(() => document.body.append(Object.assign(document.createElement('p'), { id: 'done' })));
    throw new Error('thrown');
}";

/// No language, no alternative text, no landmark; inline style and script against the policy; a missing picture.
const BROKEN: &str = r#"<!doctype html><html><head><title>Broken</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css">
<link rel="icon" href="data:,"><script src="/script.js" defer></script></head>
<body><p style="color: red">Red</p><script>document.title = 'never'</script><img src="/missing.png"></body></html>"#;

const STYLE: &str = "@media (prefers-color-scheme: dark) { body { background: #222; color: #333; } }";

pub struct Site {
    address: SocketAddr,
}

impl Site {
    /// Serves on a free port of this machine until the process ends.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("the port's number");
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A browser that hangs up before its answer is no concern of a test's.
                std::thread::spawn(move || drop(answer(stream)));
            }
        });
        Self { address }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// A file name that no other site uses.
    pub fn file(&self, name: &str) -> String {
        format!("tenon-{}-{name}", self.address.port())
    }
}

fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut first, mut length) = (String::new(), 0);
    reader.read_line(&mut first)?;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or_default();
        }
    }
    let mut sent = String::new();
    reader.take(length).read_to_string(&mut sent)?;
    let mut words = first.split_whitespace();
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let order = format!(
        "<!doctype html><html lang=en><title>Order</title><link rel=icon href=data:,>\
         <main><h1>Order</h1><pre data-method={method}>{sent}</pre><a href='/'>Back</a></main>"
    );
    let (status, kind, body) = match path {
        "/" => (200, "text/html", GOOD),
        "/broken" => (200, "text/html", BROKEN),
        "/script.js" => (200, "text/javascript", SCRIPT),
        "/style.css" => (200, "text/css", STYLE),
        "/order" => (422, "text/html", order.as_str()),
        _ => (
            404,
            "text/html",
            "<!doctype html><html lang=en><title>No</title><link rel=icon href=data:,><a href='/#top'>Home</a>",
        ),
    };
    write!(
        stream,
        "HTTP/1.1 {status} -\r\ncontent-type: {kind}; charset=utf-8\r\ncontent-length: {}\r\nconnection: close\r\n\
         content-security-policy: default-src 'self'; img-src 'self' data:\r\n\r\n{body}",
        body.len()
    )
}
