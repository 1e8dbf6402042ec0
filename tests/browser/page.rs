//! An open page: its contents, its console messages, and its requests.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::browser::Browser;

/// The screens of tests.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View {
    pub(crate) width: u16,
    pub(crate) height: u16,
    pub(crate) dark: bool,
}

/// The narrowest phone.
pub(crate) const PHONE: View = View { width: 360, height: 740, dark: false };

pub(crate) struct Page<'b> {
    browser: &'b mut Browser,
    session: String,
    url: String,
    errors: Vec<String>,
    requests: Vec<String>,
}

impl<'b> Page<'b> {
    pub(crate) fn open(browser: &'b mut Browser, url: &str, view: View) -> Self {
        let protocol = &mut browser.protocol;
        let target = protocol.call(None, "Target.createTarget", &json!({"url": "about:blank"})).unwrap();
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let session = protocol.call(None, "Target.attachToTarget", &attach).unwrap();
        let session = session["sessionId"].as_str().unwrap().to_owned();
        let mut page = Self { browser, session, url: url.to_owned(), errors: Vec::new(), requests: Vec::new() };
        for domain in ["Page", "Runtime", "Log", "Network"] {
            page.call(&format!("{domain}.enable"), &json!({}));
        }
        page.view(view);
        page.call("Page.navigate", &json!({"url": url}));
        page.loaded();
        page
    }

    /// Changes the screen.
    pub(crate) fn view(&mut self, View { width, height, dark }: View) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": true});
        self.call("Emulation.setDeviceMetricsOverride", &size);
        let scheme = if dark { "dark" } else { "light" };
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.call("Emulation.setEmulatedMedia", &json!({"features": features}));
    }

    pub(crate) fn reload(&mut self) {
        self.call("Page.reload", &json!({}));
        self.loaded();
    }

    /// Waits until it has been loaded again.
    pub(crate) fn loaded(&mut self) {
        self.browser.protocol.wait_for(&self.session, "Page.loadEventFired");
        self.gather();
    }

    /// Returns the value of an expression, or of its promise.
    pub(crate) fn eval(&mut self, expression: &str) -> Value {
        let params =
            json!({"expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true});
        let mut result = self.call("Runtime.evaluate", &params);
        assert!(result["exceptionDetails"].is_null(), "{expression}: {}", result["exceptionDetails"]);
        result["result"]["value"].take()
    }

    /// Waits until an expression is true.
    pub(crate) fn until(&mut self, expression: &str) {
        let patience = Instant::now() + Duration::from_secs(30);
        while self.eval(expression) != true {
            assert!(Instant::now() < patience, "never: {expression}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Presses and releases a key: `Tab`, `Enter`, `Space`, `Escape`, `ArrowUp`, `ArrowDown`.
    pub(crate) fn press(&mut self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "Space" => (32, " "),
            "Escape" => (27, ""),
            "ArrowUp" => (38, ""),
            "ArrowDown" => (40, ""),
            _ => panic!("no key {key}"),
        };
        let name = if key == "Space" { " " } else { key };
        let of = |kind| json!({"type": kind, "key": name, "code": key, "windowsVirtualKeyCode": code, "text": text});
        self.call("Input.dispatchKeyEvent", &of("keyDown"));
        self.call("Input.dispatchKeyEvent", &of("keyUp"));
    }

    /// Types a text into the focused element, replacing the selection.
    pub(crate) fn type_text(&mut self, text: &str) {
        self.call("Input.insertText", &json!({"text": text}));
    }

    /// Prints it to a PDF, in the page's own size.
    pub(crate) fn pdf(&mut self) -> Vec<u8> {
        let printed = self.call("Page.printToPDF", &json!({"preferCSSPageSize": true}));
        let text = printed["data"].as_str().unwrap();
        self.eval(&format!("Array.from(atob('{text}'), char => char.charCodeAt(0))"))
            .as_array()
            .unwrap()
            .iter()
            .map(|byte| u8::try_from(byte.as_u64().unwrap()).unwrap())
            .collect()
    }

    /// Returns every error and warning of the console, and every exception.
    pub(crate) fn errors(&mut self) -> &[String] {
        self.gather();
        &self.errors
    }

    /// Returns every request except the one for the page itself.
    pub(crate) fn requests(&mut self) -> &[String] {
        self.gather();
        &self.requests
    }

    pub(crate) fn call(&mut self, method: &str, params: &Value) -> Value {
        self.browser.protocol.call(Some(&self.session), method, params).unwrap_or_else(|error| panic!("{error}"))
    }

    fn gather(&mut self) {
        for event in self.browser.protocol.events() {
            if event["sessionId"] != self.session {
                continue;
            }
            let params = &event["params"];
            match event["method"].as_str().unwrap_or_default() {
                "Runtime.consoleAPICalled" if ["error", "warning"].iter().any(|kind| params["type"] == *kind) => {
                    self.errors.push(params["args"].to_string());
                }
                "Runtime.exceptionThrown" => self.errors.push(params["exceptionDetails"].to_string()),
                "Log.entryAdded" if ["error", "warning"].iter().any(|level| params["entry"]["level"] == *level) => {
                    self.errors.push(params["entry"]["text"].to_string());
                }
                "Network.requestWillBeSent" => {
                    let asked = params["request"]["url"].as_str().unwrap_or_default();
                    let inside = ["data:", "blob:"].iter().any(|scheme| asked.starts_with(scheme));
                    if !inside && asked.split('#').next() != Some(&self.url) {
                        self.requests.push(asked.to_owned());
                    }
                }
                _ => {}
            }
        }
    }
}
