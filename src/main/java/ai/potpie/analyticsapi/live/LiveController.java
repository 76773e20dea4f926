package ai.potpie.analyticsapi.live;

import java.util.HashMap;
import java.util.Map;

import ai.potpie.analyticsapi.cache.NoHistoryException;
import ai.potpie.analyticsapi.web.problem.RefusedException;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Opens streams.
 */
@RestController
@Tag(name = "Live")
@RequestMapping(LiveAnswer.ROOT)
class LiveController {

	private final LiveProperties properties;

	private final ObjectProvider<SseStreams> events;

	private final ObjectProvider<LiveSockets> sockets;

	LiveController(LiveProperties properties, ObjectProvider<SseStreams> events, ObjectProvider<LiveSockets> sockets) {
		this.properties = properties;
		this.events = events;
		this.sockets = sockets;
	}

	/**
	 * Pushes an answer about a user whenever it changes, as server-sent events. It takes
	 * the parameters of the GET whose answer it pushes as well.
	 * @param userId the user whose data it is
	 */
	@GetMapping(path = { "/user/{user_id}/live", "/me/live" }, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	void userLive(@PathVariable("user_id") String userId, HttpServletRequest request, HttpServletResponse response)
			throws Exception {
		Map<String, String[]> parameters = new HashMap<>(request.getParameterMap());
		LiveAnswer answer = LiveAnswer.named(parameters.remove(LiveAnswer.PARAMETER));
		required(this.events).open(answer.label(), answer.path(), parameters, request, response);
	}

	/**
	 * Pushes the answer about all users whenever it changes, as server-sent events. It
	 * takes the parameters of that GET.
	 */
	@GetMapping(path = "/users/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	void usersLive(HttpServletRequest request, HttpServletResponse response) throws Exception {
		required(this.events).open("users", "", request.getParameterMap(), request, response);
	}

	/**
	 * Opens a WebSocket, over which several answers are pushed.
	 */
	@Hidden
	@GetMapping("/live")
	void socket(HttpServletRequest request, HttpServletResponse response) {
		required(this.sockets).open(request, response);
	}

	private <T> T required(ObjectProvider<T> opener) {
		if (!this.properties.live()) {
			throw new RefusedException(HttpStatus.NOT_FOUND,
					"This service pushes nothing. Those who run it can set ANALYTICS_LIVE=true.");
		}
		return NoHistoryException.require(opener.getIfAvailable());
	}

}
