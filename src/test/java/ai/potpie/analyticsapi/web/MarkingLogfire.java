package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.apache.tomcat.util.modeler.Registry;

/**
 * A Logfire that is quick, and whose every answer holds a marker of the user whom the
 * query is about.
 */
final class MarkingLogfire {

	private static final Pattern USER = Pattern.compile("'user_id'\\) = '([^']+)'");

	private final Tomcat tomcat = new Tomcat();

	private final Query query;

	private MarkingLogfire(Query query) {
		this.query = query;
	}

	static MarkingLogfire start() {
		return start(3, 0);
	}

	static MarkingLogfire start(int spans, int spanSize) {
		TomcatURLStreamHandlerFactory.disable();
		Registry.disableRegistry();
		MarkingLogfire logfire = new MarkingLogfire(new Query(spans, "y".repeat(spanSize)));
		try {
			logfire.configure();
			logfire.tomcat.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (LifecycleException ex) {
			throw new IllegalStateException(ex);
		}
		return logfire;
	}

	static String marker(String userId) {
		return "<marker of " + userId + ">";
	}

	private void configure() throws IOException {
		String directory = Files.createTempDirectory("marking-logfire").toString();
		Connector connector = new Connector();
		connector.setPort(0);
		connector.setProperty("address", "127.0.0.1");
		connector.setProperty("maxKeepAliveRequests", "-1");
		this.tomcat.setBaseDir(directory);
		this.tomcat.setConnector(connector);
		Context context = this.tomcat.addContext("", directory);
		Tomcat.addServlet(context, "query", this.query).addMapping("/*");
	}

	String url() {
		return "http://127.0.0.1:" + this.tomcat.getConnector().getLocalPort();
	}

	void stop() throws LifecycleException {
		this.tomcat.stop();
		this.tomcat.destroy();
	}

	private static final class Query extends HttpServlet {

		private static final long serialVersionUID = 1L;

		private final int spans;

		private final String filling;

		Query(int spans, String filling) {
			this.spans = spans;
			this.filling = filling;
		}

		@Override
		protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
			Matcher user = USER.matcher(new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
			if (!user.find()) {
				response.sendError(400);
				return;
			}
			String marker = marker(user.group(1));
			boolean streamed = String.valueOf(request.getHeader("Accept")).contains("ndjson");
			byte[] answer = (streamed ? spans(marker) : row(marker)).getBytes(StandardCharsets.UTF_8);
			response.setContentType(streamed ? "application/x-ndjson" : "application/json");
			response.setContentLength(answer.length);
			response.getOutputStream().write(answer);
		}

		/** A row of any question that is not about spans. */
		private static String row(String marker) {
			return """
					{"schema":{},"data":[{"part":"outcome","is_total":0,"bucket":"2026-02-11","run_outcome":"%1$s","group_1":"%1$s",\
					"row_run":"%1$s","row_trace":"%1$s","row_conversation":"%1$s","row_outcome":"%1$s","last_trace_id":"%1$s",\
					"run_count":3,"cost_nano":0,"conversation_count":0,"message_count":0,"execution_count":0,"execution_us":0,\
					"llm_calls":0,"input_tokens":0,"output_tokens":0,"cached_input_tokens":0,"reasoning_tokens":0,\
					"call_cost_nano":0,"recorded_calls":0,"estimated_calls":0,"error_count":0,"tries":1,\
					"first_activity":"2026-02-11T09:13:02Z","last_activity":"2026-02-11T09:13:02Z"}]}"""
				.formatted(marker);
		}

		private String spans(String marker) {
			String row = """
					{"page_rows":101,"last_start_timestamp":"2026-02-11T09:13:02Z","last_trace_id":"%1$s",\
					"last_span_id":"b","last_copy_number":1,"trace_id":"a","span_id":"b","kind":"span","span_name":"n",\
					"message":"%1$s","level":9,"start_timestamp":"2026-02-11T09:13:02Z",\
					"end_timestamp":"2026-02-11T09:13:02Z","attributes":{"x":"%1$s","y":"%2$s"}}""".formatted(marker,
					this.filling);
			return "{\"type\":\"data\",\"rows\":[" + (row + ",").repeat(this.spans - 1) + row + "]}\n"
					+ "{\"type\":\"end\",\"row_count\":" + this.spans + "}\n";
		}

	}

}
