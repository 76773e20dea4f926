package ai.potpie.analyticsapi.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.testing.Chromium;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.logging.LogEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

import static org.awaitility.Awaitility.await;

/**
 * A browser that looks at the page, and remembers what it asked for and complained about.
 */
final class PageBrowser implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final List<JsonNode> events = new ArrayList<>();

	private final int port;

	private final ChromeDriver driver;

	PageBrowser(int port) {
		this.port = port;
		ChromeOptions options = new ChromeOptions().addArguments("--headless=new", "--no-sandbox", "--disable-gpu",
				"--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
				"--disable-sync", "--window-size=1440,900", "--lang=en-US");
		options.setBinary(Chromium.browser().toFile());
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		logs.enable(LogType.PERFORMANCE, Level.ALL);
		options.setCapability("goog:loggingPrefs", logs);
		this.driver = new ChromeDriver(
				new ChromeDriverService.Builder().usingDriverExecutable(Chromium.driver().toFile())
					.withSilent(true)
					.build(),
				options);
	}

	String origin() {
		return "http://localhost:" + this.port;
	}

	/** Opens an address as someone who was never here before. */
	void open(String path) {
		cdp("Storage.clearDataForOrigin", Map.of("origin", origin(), "storageTypes", "all"));
		cdp("Network.clearBrowserCache", Map.of());
		this.driver.get("about:blank");
		complaints();
		this.driver.get(origin() + path);
		find("#page > *");
	}

	/** Signs in with a token, where a session is not yet. */
	void signIn(String token) {
		type("#token", token);
		click(".sign-in form button");
		find("#main");
	}

	void go(String hash) {
		run("location.hash = arguments[0]", hash);
	}

	void reload() {
		this.driver.navigate().refresh();
	}

	void back() {
		this.driver.navigate().back();
	}

	URI address() {
		return URI.create(Objects.requireNonNull(this.driver.getCurrentUrl()));
	}

	/** Waits until all that is on the screen is loaded. */
	void settle() {
		until(() -> Boolean.TRUE.equals(run("""
				return document.querySelector("[aria-busy=true]") === null
				    && document.querySelector("#main, .sign-in") !== null""")));
	}

	void until(Callable<Boolean> condition) {
		try {
			await().atMost(Duration.ofSeconds(90))
				.pollInterval(Duration.ofMillis(20))
				.ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
				.until(condition);
		}
		catch (ConditionTimeoutException ex) {
			String screen = run("return document.body.innerText");
			throw new AssertionError("The page shows: " + screen, ex);
		}
	}

	WebElement find(String selector) {
		until(() -> !all(selector).isEmpty());
		return all(selector).get(0);
	}

	List<WebElement> all(String selector) {
		return this.driver.findElements(By.cssSelector(selector));
	}

	String text(String selector) {
		return run("return document.querySelector(arguments[0])?.textContent ?? ''", selector);
	}

	void click(String selector) {
		find(selector);
		run("document.querySelector(arguments[0]).click()", selector);
	}

	void type(String selector, String text) {
		WebElement field = find(selector);
		field.clear();
		field.sendKeys(text);
	}

	void press(CharSequence... keys) {
		this.driver.switchTo().activeElement().sendKeys(keys);
	}

	void tab() {
		press(Keys.TAB);
	}

	/** Moves the mouse over each chart, so that all tooltips have been open. */
	void hoverOverCharts() {
		for (WebElement canvas : all("canvas")) {
			run("arguments[0].scrollIntoView({ block: 'center' })", canvas);
			new Actions(this.driver).moveToElement(canvas).perform();
		}
	}

	<T> T run(String script, Object... arguments) {
		@SuppressWarnings("unchecked")
		T result = (T) this.driver.executeScript(script, arguments);
		return result;
	}

	/** Runs a script that calls its last argument when it is done. */
	void runToItsEnd(String script, Object... arguments) {
		this.driver.executeAsyncScript(script, arguments);
	}

	/** As JSON, whatever the script returns. */
	JsonNode json(String expression, Object... arguments) {
		String text = run("return JSON.stringify(" + expression + ") ?? 'null'", arguments);
		return JSON.readTree(text);
	}

	void cdp(String command, Map<String, Object> parameters) {
		this.driver.executeCdpCommand(command, parameters);
	}

	/** Runs a script in each page before its own. */
	void before(String script) {
		cdp("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
	}

	/** How many bytes the page's scripts hold on to. */
	long heap() {
		// What the first collection finalizes is free after the second
		cdp("HeapProfiler.collectGarbage", Map.of());
		cdp("HeapProfiler.collectGarbage", Map.of());
		Object used = this.driver.executeCdpCommand("Runtime.getHeapUsage", Map.of()).get("usedSize");
		return ((Number) Objects.requireNonNull(used)).longValue();
	}

	void zone(String zone) {
		cdp("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
	}

	void language(String language) {
		String agent = run("return navigator.userAgent");
		cdp("Emulation.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", language));
	}

	void theme(String theme) {
		cdp("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
	}

	void size(int width, int height) {
		cdp("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
	}

	void offline(boolean offline) {
		cdp("Network.enable", Map.of());
		cdp("Network.emulateNetworkConditions",
				Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
	}

	/**
	 * Warnings and errors of the console since the last call, violations of policies too.
	 */
	List<String> complaints() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= Level.WARNING.intValue())
			.map(LogEntry::getMessage)
			.toList();
	}

	/** The addresses that were asked for since the browser started. */
	List<String> requests() {
		return network("Network.requestWillBeSent").map((event) -> event.at("/request/url").asString())
			.filter((url) -> url.startsWith("http"))
			.toList();
	}

	/** Forgets what was asked for until now. */
	void forgetRequests() {
		network("");
		this.events.clear();
	}

	/** How many bytes came over the wire, for each request. */
	List<Long> transferred() {
		return network("Network.loadingFinished").map((event) -> event.get("encodedDataLength").asLong()).toList();
	}

	private Stream<JsonNode> network(String method) {
		this.driver.manage()
			.logs()
			.get(LogType.PERFORMANCE)
			.getAll()
			.forEach((entry) -> this.events.add(JSON.readTree(entry.getMessage()).get("message")));
		return this.events.stream()
			.filter((event) -> event.get("method").asString().equals(method))
			.map((event) -> event.get("params"));
	}

	/** What axe finds that keeps people from using the page. */
	List<String> barriers() {
		run(axe());
		JsonNode found = JSON.readTree(String.valueOf(this.driver.executeAsyncScript(
				"""
						const done = arguments[arguments.length - 1];
						axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
						    .then((result) => done(JSON.stringify(result.violations)), (failure) => done(JSON.stringify([String(failure)])));
						""")));
		return found.valueStream()
			.map((violation) -> violation.at("/id").asString() + " " + violation.at("/nodes"))
			.map((text) -> text.substring(0, Math.min(2000, text.length())))
			.toList();
	}

	private static String axe() {
		try {
			return new ClassPathResource("axe.min.js").getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
