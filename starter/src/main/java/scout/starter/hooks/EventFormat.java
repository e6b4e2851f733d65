package scout.starter.hooks;

import static scout.starter.hooks.EventFields.decoded;
import static scout.starter.hooks.EventFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Set;

/** The formats of object stores' events; the first that fits an event is used. */
enum EventFormat {
  /** S3's own format, also MinIO's: {@code Records} with {@code s3.bucket} and s3.object. */
  S3 {
    @Override
    boolean fits(JsonNode event) {
      return event.has("Records");
    }

    @Override
    void read(JsonNode event, EventObjects found) throws MalformedEvent {
      if (!event.get("Records").isArray()) {
        throw new MalformedEvent("Records is not an array");
      }
      for (JsonNode item : event.get("Records")) {
        try {
          if (!item.path("eventName").asText().contains("ObjectRemoved")) {
            found.add(
                text(item, "/s3/bucket/name"),
                decoded(text(item, "/s3/object/key")),
                item.at("/s3/object/eTag"),
                item.at("/s3/object/size"));
          }
        } catch (MalformedEvent e) {
          found.leaveOut(e);
        }
      }
    }
  },

  /** AWS S3 sends it once when its events are set up. */
  S3_TEST {
    @Override
    boolean fits(JsonNode event) {
      return "s3:TestEvent".equals(event.path("Event").asText());
    }

    @Override
    void read(JsonNode event, EventObjects found) {}
  },

  /** AWS EventBridge; its keys are not URL-encoded. */
  EVENT_BRIDGE {
    @Override
    boolean fits(JsonNode event) {
      return event.has("detail-type");
    }

    @Override
    void read(JsonNode event, EventObjects found) throws MalformedEvent {
      if ("Object Created".equals(event.get("detail-type").asText())) {
        found.add(
            text(event, "/detail/bucket/name"),
            text(event, "/detail/object/key"),
            event.at("/detail/object/etag"),
            event.at("/detail/object/size"));
      }
    }
  },

  /** AWS SNS, around another format. */
  SNS {
    @Override
    boolean fits(JsonNode event) {
      return event.has("TopicArn");
    }

    @Override
    void read(JsonNode event, EventObjects found) throws MalformedEvent {
      SubscriptionRequest.address(event).ifPresent(found::confirm);
      if ("Notification".equals(event.path("Type").asText())) {
        StorageEvents.readInner(text(event, "/Message"), found);
      }
    }
  },

  /** A database webhook of Supabase on {@code storage.objects}. */
  SUPABASE {
    @Override
    boolean fits(JsonNode event) {
      return event.has("type") && event.has("table") && event.has("record");
    }

    @Override
    void read(JsonNode event, EventObjects found) throws MalformedEvent {
      if (!"objects".equals(text(event, "/table"))
          || !"storage".equals(event.path("schema").asText("storage"))) {
        throw new MalformedEvent("the webhook is of another table than storage.objects");
      }
      // A row's ETag may be older than its last change, so the journey reads the object's own.
      if (event.get("record").isObject()) {
        found.add(
            text(event, "/record/bucket_id"),
            text(event, "/record/name"),
            MissingNode.getInstance(),
            MissingNode.getInstance());
      }
    }
  },

  /** A message of Cloudflare R2, forwarded by a Worker. */
  R2 {
    @Override
    boolean fits(JsonNode event) {
      return event.has("action") && event.has("object");
    }

    @Override
    void read(JsonNode event, EventObjects found) throws MalformedEvent {
      if (R2_CREATED.contains(event.get("action").asText())) {
        found.add(
            text(event, "/bucket"),
            text(event, "/object/key"),
            event.at("/object/eTag"),
            event.at("/object/size"));
      }
    }
  },

  /** A push of Google Pub/Sub for Cloud Storage; S3 clients see another ETag than it has. */
  PUB_SUB {
    @Override
    boolean fits(JsonNode event) {
      return event.at("/message/attributes").isObject();
    }

    @Override
    void read(JsonNode event, EventObjects found) throws MalformedEvent {
      if ("OBJECT_FINALIZE".equals(text(event, "/message/attributes/eventType"))) {
        found.add(
            text(event, "/message/attributes/bucketId"),
            text(event, "/message/attributes/objectId"),
            MissingNode.getInstance(),
            MissingNode.getInstance());
      }
    }
  },

  /** The short form {@code {"bucket": …, "name": …}}; its name is not decoded. */
  SHORT {
    @Override
    boolean fits(JsonNode event) {
      return true;
    }

    @Override
    void read(JsonNode event, EventObjects found) throws MalformedEvent {
      found.add(
          text(event, "/bucket"),
          text(event, "/name"),
          MissingNode.getInstance(),
          MissingNode.getInstance());
    }
  };

  private static final Set<String> R2_CREATED =
      Set.of("PutObject", "CopyObject", "CompleteMultipartUpload");

  /** True if the event is of this format. */
  abstract boolean fits(JsonNode event);

  /** Adds the objects that the event reports as created, not those removed. */
  abstract void read(JsonNode event, EventObjects found) throws MalformedEvent;
}
