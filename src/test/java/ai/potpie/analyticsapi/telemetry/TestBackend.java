package ai.potpie.analyticsapi.telemetry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;

/**
 * Takes in what is exported over OTLP, and is a Logfire without data.
 */
final class TestBackend extends Dispatcher {

	/** A user about whom no question is answered. */
	static final String CUT_OFF = "hidden_and_cut_off";

	private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();

	private final MockWebServer server = new MockWebServer();

	static TestBackend start() {
		TestBackend backend = new TestBackend();
		backend.server.setDispatcher(backend);
		try {
			backend.server.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return backend;
	}

	String url() {
		return "http://localhost:" + this.server.getPort();
	}

	List<RecordedRequest> requests(String path) {
		return this.requests.stream().filter((request) -> path.equals(request.getUrl().encodedPath())).toList();
	}

	List<ResourceSpans> resources() {
		return requests("/v1/traces").stream().flatMap((request) -> {
			try (InputStream body = body(request)) {
				return ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}).toList();
	}

	List<Span> spans() {
		return resources().stream()
			.flatMap((resource) -> resource.getScopeSpansList().stream())
			.flatMap((scope) -> scope.getSpansList().stream())
			.toList();
	}

	List<Metric> metrics() {
		return requests("/v1/metrics").stream().flatMap(TestBackend::metrics).toList();
	}

	private static Stream<Metric> metrics(RecordedRequest request) {
		try (InputStream body = body(request)) {
			return ExportMetricsServiceRequest.parseFrom(body)
				.getResourceMetricsList()
				.stream()
				.flatMap((resource) -> resource.getScopeMetricsList().stream())
				.flatMap((scope) -> scope.getMetricsList().stream());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static InputStream body(RecordedRequest request) throws IOException {
		return new GZIPInputStream(new Buffer().write(request.getBody()).inputStream());
	}

	@Override
	public MockResponse dispatch(RecordedRequest request) {
		this.requests.add(request);
		MockResponse.Builder response = new MockResponse.Builder().body("{\"schema\":{},\"data\":[]}");
		if (request.getBody() != null && request.getBody().utf8().contains(CUT_OFF)) {
			response.onResponseStart(new SocketEffect.CloseSocket());
		}
		return response.build();
	}

}
