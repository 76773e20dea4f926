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
				header("How long the answer may be kept, and never by a shared cache.", "no-store"));
		COMMON.put(HttpHeaders.VARY, header("What the answer depends on.", "Authorization, Accept"));
		COMMON.put(ServerTiming.HEADER, header("Where the time went, in milliseconds, and where the answer was found.",
				"cache;desc=miss, logfire;dur=41.8, total;dur=48.2"));
		COMMON.put("RateLimit-Policy",
				header("How many requests (`q`) the caller may send in how many seconds (`w`), if it is limited.",
						"\"default\";q=120;w=60"));
		COMMON.put("RateLimit", header("How many requests are left (`r`), and in how many seconds all will be (`t`).",
				"\"default\";r=119;t=1"));
		SPECIAL.put(HttpHeaders.ETAG,
				header("Names the bytes of the answer, for `If-None-Match`.", "\"jXpQ8FE21I_MESdD69pKYQ\""));
		SPECIAL.put(HttpHeaders.CONTENT_DISPOSITION,
				header("What a file is called where it is saved: by its days, and never by whose data it holds.",
						"attachment; filename=\"usage-groups-2026-01-13-2026-02-11.csv\""));
		SPECIAL.put(FileHeaders.TRUNCATED,
				header("`true` if there are more rows than a file has: it has `limit` of them.", "true"));
		SPECIAL.put(HttpHeaders.AGE, header("How many seconds ago Logfire gave a stored answer.", "12"));
		SPECIAL.put(CacheHeaders.CACHE_STATUS,
				header("Where the answer was found, and for how many seconds more it is as good as new (RFC 9211).",
						"analytics-api; hit; ttl=48"));
		SPECIAL.put(HttpHeaders.LINK, header("The next page, if there is one: relative to the address of this one.",
				"</api/v1/analytics/user/user_123/runs?cursor=bmV3ZXN0>; rel=\"next\""));
		SPECIAL.put(HttpHeaders.WWW_AUTHENTICATE,
				header("The challenge of RFC 6750: a realm if there was no token, an error if it is not valid.",
						"Bearer realm=\"analytics\""));
		SPECIAL.put(HttpHeaders.RETRY_AFTER, header("After how many seconds to try again, if that may help.", "5"));
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
