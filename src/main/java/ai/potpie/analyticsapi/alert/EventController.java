package ai.potpie.analyticsapi.alert;

import ai.potpie.analyticsapi.cache.NoHistoryException;
import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.web.parameters.NoParameters;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what fired, and sends it again.
 */
@RestController
@Tag(name = "Alerts")
@RequestMapping(path = "/api/v1/analytics/alerts/events", produces = MediaType.APPLICATION_JSON_VALUE)
class EventController {

	private final ObjectProvider<AlertEvents> events;

	EventController(ObjectProvider<AlertEvents> events) {
		this.events = events;
	}

	/**
	 * What fired, the newest first: for a user's token what is about its own user.
	 * @return a page of events
	 */
	@GetMapping
	EventList alertEvents(@AuthenticationPrincipal Caller caller, @Valid EventParameters parameters,
			HttpServletResponse response) {
		EventList list = events().list(caller, parameters);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		return list;
	}

	/**
	 * Sends an event again, with the same id, to all channels that were to be told. A
	 * channel whose receiver was gone is tried again.
	 * @param id the id of the event
	 * @return the event, whose deliveries are on their way
	 */
	@PostMapping("/{id}/redeliver")
	@ResponseStatus(HttpStatus.ACCEPTED)
	EventView redeliverAlertEvent(@AuthenticationPrincipal Caller caller, @PathVariable("id") String id,
			@Valid NoParameters parameters, HttpServletResponse response) {
		EventView event = events().redeliver(caller, id);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		return event;
	}

	private AlertEvents events() {
		return NoHistoryException.require(this.events.getIfAvailable());
	}

}
