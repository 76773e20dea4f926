package ai.potpie.analyticsapi.locallogfire.otlp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;

import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answers of OTLP: an empty message or the number of rejected spans, and for an error
 * a google.rpc.Status.
 */
final class OtlpAnswers {

	private static final String BAD_IDS = "Trace ids must have 16 bytes and span ids 8";

	/** gRPC's code for an invalid argument. */
	private static final int INVALID_ARGUMENT = 3;

	private OtlpAnswers() {
	}

	static byte[] json(int rejected) {
		Map<String, ?> answer = (rejected == 0) ? Map.of()
				: Map.of("partialSuccess", Map.of("rejectedSpans", String.valueOf(rejected), "errorMessage", BAD_IDS));
		return JsonMapper.shared().writeValueAsBytes(answer);
	}

	static byte[] protobuf(int rejected) {
		ExportTraceServiceResponse.Builder answer = ExportTraceServiceResponse.newBuilder();
		if (rejected > 0) {
			answer.setPartialSuccess(
					ExportTracePartialSuccess.newBuilder().setRejectedSpans(rejected).setErrorMessage(BAD_IDS));
		}
		return answer.build().toByteArray();
	}

	static byte[] jsonStatus(String message) {
		return JsonMapper.shared().writeValueAsBytes(Map.of("code", INVALID_ARGUMENT, "message", message));
	}

	/** A google.rpc.Status, whose field 1 is the code and field 2 the message. */
	static byte[] protobufStatus(String message) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		CodedOutputStream status = CodedOutputStream.newInstance(bytes);
		status.writeInt32(1, INVALID_ARGUMENT);
		status.writeString(2, message);
		status.flush();
		return bytes.toByteArray();
	}

}
