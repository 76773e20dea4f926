package ai.potpie.analyticsapi.locallogfire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /v1/traces}: OTLP over HTTP, Protobuf or JSON, answered in the same.
 * Whoever reaches the port may write.
 */
final class TracesEndpoint implements Endpoint {

	private static final String PROTOBUF = "application/x-protobuf";

	private static final String JSON = "application/json";

	/** An OpenTelemetry SDK sends 512 spans at a time; these may be 200 KB each. */
	private static final int MAX_BODY_BYTES = 128 << 20;

	/** gRPC's number for an argument that is not valid. */
	private static final int INVALID_ARGUMENT = 3;

	private final SpanStore store;

	TracesEndpoint(SpanStore store) {
		this.store = store;
	}

	@Override
	public void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
		boolean json = mediaType(request.getContentType()).equals(JSON);
		response.setContentType(json ? JSON : PROTOBUF);
		try {
			ExportTraceServiceRequest export = json ? parseJson(body(request)) : parseProtobuf(request);
			write(response, json, store(export));
		}
		catch (Refusal ex) {
			response.setStatus(ex.status());
			response.getOutputStream().write(json ? jsonStatus(ex.detail()) : protobufStatus(ex.detail()));
		}
	}

	private static String mediaType(@Nullable String contentType) {
		return (contentType != null) ? contentType.split(";", 2)[0].strip().toLowerCase() : "";
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

	private ExportTraceServiceResponse store(ExportTraceServiceRequest export) {
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
		return response(spans.size() - valid.size());
	}

	private static ExportTraceServiceResponse response(int rejected) {
		ExportTraceServiceResponse.Builder response = ExportTraceServiceResponse.newBuilder();
		if (rejected > 0) {
			response.getPartialSuccessBuilder()
				.setRejectedSpans(rejected)
				.setErrorMessage("Trace ids must have 16 bytes and span ids 8");
		}
		return response.build();
	}

	private static void write(HttpServletResponse response, boolean json, ExportTraceServiceResponse answer)
			throws IOException {
		response.getOutputStream().write(json ? json(answer) : answer.toByteArray());
	}

	private static byte[] json(ExportTraceServiceResponse answer) {
		Map<String, ?> body = answer.hasPartialSuccess() ? Map.of("partialSuccess",
				Map.of("rejectedSpans", String.valueOf(answer.getPartialSuccess().getRejectedSpans()), "errorMessage",
						answer.getPartialSuccess().getErrorMessage()))
				: Map.of();
		return JsonMapper.shared().writeValueAsBytes(body);
	}

	private static byte[] jsonStatus(String message) {
		return JsonMapper.shared().writeValueAsBytes(Map.of("code", INVALID_ARGUMENT, "message", message));
	}

	/** A google.rpc.Status: its code is field 1, its message field 2. */
	private static byte[] protobufStatus(String message) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		CodedOutputStream status = CodedOutputStream.newInstance(bytes);
		status.writeInt32(1, INVALID_ARGUMENT);
		status.writeString(2, message);
		status.flush();
		return bytes.toByteArray();
	}

}
