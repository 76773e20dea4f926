package ai.potpie.analyticsapi.locallogfire;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.locallogfire.http.Endpoint;
import ai.potpie.analyticsapi.locallogfire.http.Refusal;
import ai.potpie.analyticsapi.locallogfire.query.ReadTokenInfoEndpoint;
import ai.potpie.analyticsapi.locallogfire.store.SpanStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * {@code GET /local/local-logfire?q=trace_id='…'}: a trace as text, at the address of
 * Logfire's page for it. Links carry no token, so the endpoint exists only with demo
 * data, and shows only a trace whose id the caller knows.
 */
final class TracePageEndpoint implements Endpoint {

	static final String PATH = "/" + ReadTokenInfoEndpoint.ORGANIZATION + "/" + ReadTokenInfoEndpoint.PROJECT;

	private static final Pattern QUERY = Pattern.compile("trace_id='(?<id>[0-9a-f]{32})'");

	private static final int MAX_SPANS = 1000;

	private static final String SQL = """
			SELECT span_id, parent_span_id, start_timestamp, duration, message, level_name(level) AS level_name,
				exception_type, exception_message, attributes
			FROM stored_record
			WHERE trace_id = ? AND kind IN ('span', 'log')
			ORDER BY start_timestamp, span_id
			LIMIT %d
			""".formatted(MAX_SPANS);

	private final SpanStore store;

	private final Runnable awaitData;

	TracePageEndpoint(SpanStore store, Runnable awaitData) {
		this.store = store;
		this.awaitData = awaitData;
	}

	@Override
	public void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
		Matcher query = QUERY.matcher(String.valueOf(request.getParameter("q")));
		if (!query.matches()) {
			throw new Refusal(HttpServletResponse.SC_BAD_REQUEST, "q has to be trace_id='…', 32 hexadecimal digits");
		}
		this.awaitData.run();
		String text = new TraceText(spans(query.group("id"))).text();
		if (text.isEmpty()) {
			throw new Refusal(HttpServletResponse.SC_NOT_FOUND, "There is no such trace");
		}
		response.setContentType("text/plain");
		response.setCharacterEncoding("UTF-8");
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.getWriter().write(text);
	}

	private List<TraceText.Span> spans(String traceId) {
		try (Connection session = this.store.session(); PreparedStatement statement = session.prepareStatement(SQL)) {
			statement.setString(1, traceId);
			List<TraceText.Span> spans = new ArrayList<>();
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					spans.add(TraceText.Span.of(rows));
				}
			}
			return spans;
		}
		catch (SQLException ex) {
			throw new IllegalStateException("Cannot read a trace", ex);
		}
	}

}
