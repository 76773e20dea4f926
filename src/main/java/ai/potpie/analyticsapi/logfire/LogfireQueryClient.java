package ai.potpie.analyticsapi.logfire;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;

import ai.potpie.analyticsapi.logfire.rows.FirstRow;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.MemoryShare;
import ai.potpie.analyticsapi.logfire.rows.NdjsonRows;
import ai.potpie.analyticsapi.logfire.rows.RowHandler;
import ai.potpie.analyticsapi.logfire.rows.RowStream;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.unit.DataSize;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestHeadersSpec;

/**
 * A client of Logfire's query API. A query returns a complete answer or throws a
 * {@link LogfireException}.
 */
public class LogfireQueryClient {

	private static final DataSize NO_CAP = DataSize.ofBytes(Long.MAX_VALUE);

	/** Far more than the names in the read token's info take. */
	private static final DataSize MAX_INFO_SIZE = DataSize.ofKilobytes(64);

	private final @Nullable RestClient client;

	private final @Nullable RestClient streams;

	private final LogfireProperties properties;

	private final ScheduledExecutorService timer;

	private final CallMetrics metrics;

	/**
	 * Creates the client.
	 * @param client the HTTP client with Logfire's address and the read token; null
	 * without a token
	 * @param streams the same for streamed answers, which may occupy connections for long
	 */
	LogfireQueryClient(@Nullable RestClient client, @Nullable RestClient streams, LogfireProperties properties,
			ScheduledExecutorService timer, CallMetrics metrics) {
		this.client = client;
		this.streams = streams;
		this.properties = properties;
		this.timer = timer;
		this.metrics = metrics;
	}

	/**
	 * Queries an answer that fits into memory.
	 * @param memory the share from which the rows claim memory
	 * @throws LogfireException if there is no complete answer by the deadline
	 */
	public Rows query(LogfireQuery query, Deadline deadline, MemoryShare memory) {
		long before = memory.size();
		try {
			DataSize cap = this.properties.maxResponseSize();
			return exchange(post(this.client, query, MediaType.APPLICATION_JSON, memory), timeout(deadline), cap,
					(body, call) -> Rows.read(RowStream.ofObjects(body, memory, maxRowSize()), query));
		}
		catch (RuntimeException ex) {
			memory.resize(before);
			throw ex;
		}
	}

	/**
	 * Queries an answer of any size, and passes its rows on as they arrive.
	 * @param memory the share from which each row claims memory until the next row
	 * @param onAnswer runs once: before the first row, or at the end of an empty answer
	 * @throws LogfireException if the first row does not arrive by the deadline, or if
	 * the answer is incomplete: then the rows passed on so far are not a whole answer
	 */
	void stream(LogfireQuery query, RowHandler handler, Deadline deadline, MemoryShare memory, Runnable onAnswer) {
		memory.clear();
		long rows = exchange(post(this.streams, query, MediaType.APPLICATION_NDJSON, memory), timeout(deadline), NO_CAP,
				(body, call) -> NdjsonRows.read(RowStream.ofTexts(body, memory, maxRowSize()),
						inTime(handler, call, onAnswer)));
		query.requireWhole(rows);
		if (rows == 0) {
			onAnswer.run();
		}
	}

	private RowHandler inTime(RowHandler handler, LogfireCall call, Runnable onAnswer) {
		return new FirstRow(handler, () -> {
			call.extend(this.properties.streamTimeout());
			onAnswer.run();
		});
	}

	private long maxRowSize() {
		return this.properties.maxRowSize().toBytes();
	}

	ReadTokenInfo readTokenInfo() {
		return exchange(orRefuse(this.client).get().uri("/v1/read-token-info").accept(MediaType.APPLICATION_JSON),
				this.properties.timeout(), MAX_INFO_SIZE, (body, call) -> ReadTokenInfo.read(body));
	}

	// As bytes, because a connection that breaks while JSON is written would look like an
	// error of the JSON
	private RequestHeadersSpec<?> post(@Nullable RestClient client, LogfireQuery query, MediaType accept,
			MemoryShare memory) {
		RestClient asked = orRefuse(client);
		byte[] body = JsonMapper.shared().writeValueAsBytes(query.body());
		memory.claim(body.length);
		return asked.post().uri("/v2/query").accept(accept).contentType(MediaType.APPLICATION_JSON).body(body);
	}

	private static RestClient orRefuse(@Nullable RestClient client) {
		if (client == null) {
			throw new LogfireException(Reason.NOT_CONFIGURED, "LOGFIRE_READ_TOKEN not configured");
		}
		return client;
	}

	private Duration timeout(Deadline deadline) {
		return deadline.atMost(this.properties.timeout());
	}

	private <T> T exchange(RequestHeadersSpec<?> request, Duration timeout, DataSize cap,
			BiFunction<InputStream, LogfireCall, T> reader) {
		try (LogfireCall call = LogfireCall.begin(this.timer, timeout)) {
			try {
				return request.exchangeForRequiredValue((sent, response) -> call
					.read(() -> read(new LogfireBody(okBody(response), call, cap), call, reader)));
			}
			catch (ResourceAccessException ex) {
				throw call.failure((ex.getCause() instanceof IOException cause) ? cause : new IOException(ex));
			}
			catch (RuntimeException ex) {
				throw call.failure(ex);
			}
		}
	}

	private <T> T read(LogfireBody body, LogfireCall call, BiFunction<InputStream, LogfireCall, T> reader) {
		try {
			return reader.apply(body, call);
		}
		finally {
			this.metrics.size(body.size());
		}
	}

	private static InputStream okBody(ClientHttpResponse response) throws IOException {
		if (!HttpStatus.OK.equals(response.getStatusCode())) {
			throw LogfireStatus.failure(response.getStatusCode(), response.getHeaders());
		}
		return response.getBody();
	}

}
