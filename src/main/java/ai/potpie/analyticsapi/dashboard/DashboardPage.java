package ai.potpie.analyticsapi.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.util.HtmlUtils;

/**
 * The page as it is served: HTML that names its files and holds its settings.
 */
record DashboardPage(PageFile html, List<PageFile> files) {

	private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

	private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);

	private static final MediaType JAVASCRIPT = new MediaType("text", "javascript", StandardCharsets.UTF_8);

	static DashboardPage of(PageSettings settings, JsonMapper json) {
		PageFile style = PageFile.of("page", "css", CSS, read("page.css"));
		PageFile script = PageFile.of("page", "js", JAVASCRIPT,
				read("vendor/preact.js") + ScriptBundle.of("page.js", (path) -> read("script/" + path)));
		PageFile charts = PageFile.of("chart", "js", JAVASCRIPT, read("vendor/chart.js"));
		String html = read("page.html").replace("{style}", style.name())
			.replace("{script}", script.name())
			.replace("{charts}", charts.name())
			.replace("{settings}", HtmlUtils.htmlEscape(json.writeValueAsString(settings)));
		return new DashboardPage(PageFile.of("page", "html", HTML, html), List.of(style, script, charts));
	}

	private static String read(String path) {
		try {
			return new ClassPathResource(path, DashboardPage.class).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
