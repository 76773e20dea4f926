package ai.potpie.analyticsapi.locallogfire.otlp;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The attributes that the spans of one process and instrumentation share.
 */
record OtlpResource(ObjectNode attributes, InstrumentationScope scope) {

	static OtlpResource of(Resource resource, InstrumentationScope scope) {
		return new OtlpResource(OtlpValues.object(resource.getAttributesList()), scope);
	}

	SpanRecordBuilder record(String traceId, String spanId, String spanName) {
		String service = text("service.name");
		String environment = text("deployment.environment.name");
		return SpanRecord.builder(traceId, spanId, spanName)
			.service((service != null) ? service : "unknown_service", text("service.version"))
			.environment((environment != null) ? environment : text("deployment.environment"))
			.scope(this.scope.getName(), this.scope.getVersion().isEmpty() ? null : this.scope.getVersion())
			.resource(this.attributes.toString());
	}

	private @Nullable String text(String key) {
		JsonNode value = this.attributes.get(key);
		return (value != null && !value.isNull()) ? value.asString() : null;
	}

}
