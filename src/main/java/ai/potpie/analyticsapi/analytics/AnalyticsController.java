package ai.potpie.analyticsapi.analytics;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

@RestController
@RequestMapping("/api/v1/analytics/user/{user_id}")
class AnalyticsController {

	private final AnalyticsService analytics;

	private final JsonMapper mapper;

	AnalyticsController(AnalyticsService analytics, JsonMapper mapper) {
		this.analytics = analytics;
		this.mapper = mapper;
	}

	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<UserAnalytics> userAnalytics(@PathVariable("user_id") String userId,
			@Valid AnalyticsParameters parameters) {
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noCache().cachePrivate())
			.body(this.analytics.userAnalytics(userId, parameters));
	}

	@GetMapping(path = "/raw", produces = MediaType.APPLICATION_JSON_VALUE)
	void rawSpans(@PathVariable("user_id") String userId, @Valid RawParameters parameters,
			HttpServletResponse response) {
		this.analytics.rawSpans(userId, parameters, writer(response, MediaType.APPLICATION_JSON));
	}

	@GetMapping(path = "/raw", produces = MediaType.APPLICATION_NDJSON_VALUE)
	void rawSpansByLine(@PathVariable("user_id") String userId, @Valid RawParameters parameters,
			HttpServletResponse response) {
		this.analytics.rawSpans(userId, parameters, writer(response, MediaType.APPLICATION_NDJSON));
	}

	private SpanWriter writer(HttpServletResponse response, MediaType mediaType) {
		return new SpanWriter(response, mediaType, this.mapper, AnalyticsController::linkTo);
	}

	// Without scheme and host: those are the client's word.
	private static String linkTo(Cursor cursor) {
		return ServletUriComponentsBuilder.fromCurrentRequest()
			.scheme(null)
			.host(null)
			.port(null)
			.replaceQueryParam("cursor", cursor.encode())
			.build(true)
			.toUriString();
	}

}
