package ai.potpie.analyticsapi.openapi;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.potpie.analyticsapi.export.FileHeaders;
import ai.potpie.analyticsapi.web.RequestId;
import ai.potpie.analyticsapi.web.reply.CacheHeaders;
import ai.potpie.analyticsapi.web.reply.ServerTiming;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;

import org.springframework.http.HttpHeaders;

/**
 * The headers of answers, each described once.
 */
final class DocumentedHeaders {

	private static final Map<String, Header> COMMON = new LinkedHashMap<>();

	private static final Map<String, Header> SPECIAL = new LinkedHashMap<>();

	static {
		COMMON.put(RequestId.HEADER, header("Names this request in the service's log: the caller's own if it sent one"
				+ " of up to 64 letters, digits, dots, dashes and underscores.", "c0ffee-1"));
		COMMON.put(HttpHeaders.CACHE_CONTROL,
				header("How long a client may keep the answer; shared caches never may.", "no-store"));
		COMMON.put(HttpHeaders.VARY,
				header("The request headers that the answer depends on.", "Authorization, Accept"));
		COMMON.put(ServerTiming.HEADER,
				header("The parts of the response time in milliseconds, and where the answer was found.",
						"cache;desc=miss, logfire;dur=41.8, total;dur=48.2"));
		COMMON.put("RateLimit-Policy", header(
				"The number of requests (`q`) that the caller may send in a number of seconds (`w`), if there is a limit.",
				"\"default\";q=120;w=60"));
		COMMON.put("RateLimit",
				header("The number of requests left (`r`), and the seconds until all are available again (`t`).",
						"\"default\";r=119;t=1"));
		SPECIAL.put(HttpHeaders.ETAG,
				header("Identifies the bytes of the answer, for `If-None-Match`.", "\"jXpQ8FE21I_MESdD69pKYQ\""));
		SPECIAL.put(HttpHeaders.CONTENT_DISPOSITION, header(
				"The name under which a browser saves the file: it has the file's days, and never the user's id.",
				"attachment; filename=\"usage-groups-2026-01-13-2026-02-11.csv\""));
		SPECIAL.put(FileHeaders.TRUNCATED,
				header("`true` if there are more rows than a file has: it has `limit` of them.", "true"));
		SPECIAL.put(HttpHeaders.AGE, header("The age of a stored answer: the seconds since Logfire gave it.", "12"));
		SPECIAL.put(CacheHeaders.CACHE_STATUS,
				header("Where the answer was found, and its remaining freshness in seconds (RFC 9211).",
						"analytics-api; hit; ttl=48"));
		SPECIAL.put(HttpHeaders.LINK, header("The next page, if there is one: relative to the address of this one.",
				"</api/v1/analytics/user/user_123/runs?cursor=bmV3ZXN0>; rel=\"next\""));
		SPECIAL.put(HttpHeaders.WWW_AUTHENTICATE,
				header("The challenge of RFC 6750: a realm if there was no token, an error if it is not valid.",
						"Bearer realm=\"analytics\""));
		SPECIAL.put(HttpHeaders.RETRY_AFTER, header("The seconds after which a retry may succeed.", "5"));
	}

	private DocumentedHeaders() {
	}

	static void addTo(Components components) {
		COMMON.forEach(components::addHeaders);
		SPECIAL.forEach(components::addHeaders);
	}

	static void addCommon(ApiResponse response) {
		COMMON.keySet().forEach((name) -> add(name, response));
	}

	static void add(String name, ApiResponse response) {
		response.addHeaderObject(name, new Header().$ref("#/components/headers/" + name));
	}

	private static Header header(String description, String example) {
		return new Header().description(description).schema(new JsonSchema().typesItem("string")).example(example);
	}

}
