package ai.potpie.analyticsapi.locallogfire.query;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Collections;

import ai.potpie.analyticsapi.locallogfire.http.Endpoint;
import ai.potpie.analyticsapi.locallogfire.http.Refusal;
import ai.potpie.analyticsapi.locallogfire.store.SpanStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * {@code POST /v2/query}.
 */
public final class QueryEndpoint implements Endpoint {

	private static final int MAX_BODY_BYTES = 1 << 20;

	private final LocalReadToken token;

	private final SpanStore store;

	private final Runnable awaitData;

	private final RecentStatements statements = new RecentStatements();

	/**
	 * The endpoint.
	 * @param awaitData waits until the demo data is loaded
	 */
	public QueryEndpoint(LocalReadToken token, SpanStore store, Runnable awaitData) {
		this.token = token;
		this.store = store;
		this.awaitData = awaitData;
	}

	@Override
	public void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.token.check(request);
		AnswerFormat format = AnswerFormat.accepted(Collections.list(request.getHeaders("Accept")));
		QueryRequest query = QueryRequest.parse(body(request));
		this.awaitData.run();
		try (QueryAnswer answer = QueryAnswer.of(this.store, query, this.statements)) {
			response.setContentType(format.mediaType());
			format.write(answer, query.includeSchema(), response.getOutputStream());
		}
		catch (SQLException ex) {
			throw new Refusal(HttpServletResponse.SC_BAD_REQUEST, QueryError.detail(ex));
		}
	}

	private static byte[] body(HttpServletRequest request) throws IOException {
		byte[] body = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
		if (body.length > MAX_BODY_BYTES) {
			throw new Refusal(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "The body is larger than 1 MB");
		}
		return body;
	}

}
