package ai.potpie.analyticsapi.live;

import java.time.Clock;
import java.util.Map;

import ai.potpie.analyticsapi.security.access.Admission;
import ai.potpie.analyticsapi.security.access.NoPlaceException;
import ai.potpie.analyticsapi.security.access.StreamAccess;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpMethod;
import org.springframework.util.Assert;

/**
 * Opens streams of server-sent events.
 */
class SseStreams {

	private static final String LAST_EVENT_ID = "Last-Event-ID";

	private final LiveStreams streams;

	private final Pushes pushes;

	private final Mirror mirror;

	private final StreamAccess access;

	private final Clock clock;

	SseStreams(LiveStreams streams, Pushes pushes, Mirror mirror, StreamAccess access, Clock clock) {
		this.streams = streams;
		this.pushes = pushes;
		this.mirror = mirror;
		this.access = access;
		this.clock = clock;
	}

	/**
	 * Opens a stream, with the first event or, if the client has that, its status.
	 * @param event the name of its events
	 * @param path the end of the path that it mirrors, in place of its own
	 * @param parameters the parameters of the GET that it mirrors
	 * @throws Exception the failure of that GET, before anything is written
	 */
	void open(String event, String path, Map<String, String[]> parameters, HttpServletRequest request,
			HttpServletResponse response) throws Exception {
		if (HttpMethod.HEAD.matches(request.getMethod())) {
			SseStream.writeHeaders(response);
			return;
		}
		Admission admission = this.access.admit(request);
		Assert.state(admission != null, "The chain lets only callers through");
		String own = request.getRequestURI();
		InternalRequest mirrored = new InternalRequest(own.substring(0, own.lastIndexOf('/')) + path, parameters);
		SseStream stream = new SseStream(this.streams, admission, event, this.mirror.ask(mirrored, admission.caller()),
				this.clock.instant());
		open(stream, request);
		try {
			boolean sent = this.pushes.first(stream.watch(), request.getHeader(LAST_EVENT_ID));
			this.streams.begin(stream.watch(), sent);
			stream.begin(request, response);
		}
		catch (Exception ex) {
			this.streams.closed(stream, EndReason.PROBLEM);
			throw ex;
		}
	}

	private void open(SseStream stream, HttpServletRequest request) {
		try {
			this.streams.open(stream);
		}
		catch (NoPlaceException ex) {
			this.access.denied(ex, request);
			throw ex;
		}
		this.access.logAsStream(request);
		this.streams.watched(stream.watch());
	}

}
