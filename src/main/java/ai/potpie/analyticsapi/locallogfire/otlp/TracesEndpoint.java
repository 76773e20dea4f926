package ai.potpie.analyticsapi.locallogfire.otlp;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import ai.potpie.analyticsapi.locallogfire.http.Endpoint;
import ai.potpie.analyticsapi.locallogfire.http.Refusal;
import ai.potpie.analyticsapi.locallogfire.store.SpanStore;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/traces}: OTLP over HTTP as Protobuf or JSON, with answers in the same
 * format. Writing needs no token.
 */
public final class TracesEndpoint implements Endpoint {

	private static final String PROTOBUF = "application/x-protobuf";

	private static final String JSON = "application/json";

	/** An OpenTelemetry SDK sends 512 spans at a time, which may be 200 KB each. */
	private static final int MAX_BODY_BYTES = 128 << 20;

	private final SpanStore store;

	public TracesEndpoint(SpanStore store) {
		this.store = store;
	}

	@Override
	public void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
		boolean json = mediaType(request.getContentType()).equals(JSON);
		response.setContentType(json ? JSON : PROTOBUF);
		try {
			ExportTraceServiceRequest export = json ? parseJson(body(request)) : parseProtobuf(request);
			int rejected = store(export);
			response.getOutputStream().write(json ? OtlpAnswers.json(rejected) : OtlpAnswers.protobuf(rejected));
		}
		catch (Refusal ex) {
			response.setStatus(ex.status());
			response.getOutputStream()
				.write(json ? OtlpAnswers.jsonStatus(ex.detail()) : OtlpAnswers.protobufStatus(ex.detail()));
		}
	}

	private static String mediaType(@Nullable String contentType) {
		return (contentType != null) ? contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT) : "";
	}

	private static ExportTraceServiceRequest parseProtobuf(HttpServletRequest request) throws IOException {
		if (!mediaType(request.getContentType()).equals(PROTOBUF)) {
			throw new Refusal(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
					"The content type must be %s or %s".formatted(PROTOBUF, JSON));
		}
		try {
			return ExportTraceServiceRequest.parseFrom(body(request));
		}
		catch (InvalidProtocolBufferException ex) {
			throw new Refusal(HttpServletResponse.SC_BAD_REQUEST, "The body is not an ExportTraceServiceRequest");
		}
	}

	private static ExportTraceServiceRequest parseJson(byte[] body) {
		try {
			return OtlpJson.parse(body);
		}
		catch (RuntimeException ex) {
			throw new Refusal(HttpServletResponse.SC_BAD_REQUEST,
					"The body is not an ExportTraceServiceRequest: " + ex.getMessage());
		}
	}

	private static byte[] body(HttpServletRequest request) throws IOException {
		try (InputStream in = decoded(request)) {
			byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
			if (body.length > MAX_BODY_BYTES) {
				throw new Refusal(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "The body is larger than 128 MB");
			}
			return body;
		}
		catch (ZipException ex) {
			throw new Refusal(HttpServletResponse.SC_BAD_REQUEST, "The body is not gzip");
		}
	}

	private static InputStream decoded(HttpServletRequest request) throws IOException {
		String encoding = request.getHeader("Content-Encoding");
		if (encoding == null || encoding.equalsIgnoreCase("identity")) {
			return request.getInputStream();
		}
		if (encoding.equalsIgnoreCase("gzip")) {
			return new GZIPInputStream(request.getInputStream());
		}
		throw new Refusal(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, "The content encoding must be gzip or none");
	}

	/** Stores the valid spans, and counts the others. */
	private int store(ExportTraceServiceRequest export) {
		List<OtlpSpan> spans = export.getResourceSpansList()
			.stream()
			.flatMap((resource) -> resource.getScopeSpansList().stream().flatMap((scope) -> {
				OtlpResource common = OtlpResource.of(resource.getResource(), scope.getScope());
				return scope.getSpansList().stream().map((span) -> new OtlpSpan(common, span));
			}))
			.toList();
		List<OtlpSpan> valid = spans.stream().filter(OtlpSpan::isValid).toList();
		try {
			this.store.append(valid.stream().flatMap(OtlpSpan::records).toList());
		}
		catch (SQLException ex) {
			throw new IllegalStateException("Cannot store %d spans".formatted(valid.size()), ex);
		}
		return spans.size() - valid.size();
	}

}
