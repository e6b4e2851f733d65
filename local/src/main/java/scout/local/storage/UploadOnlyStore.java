package scout.local.storage;

import java.io.InputStream;
import java.util.List;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import scout.storage.BucketLayout;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * A device's rights: it may put objects into the input area, whole or in parts, and list and abort
 * its parts to resume. Each request gets its own instance.
 *
 * <p>During a multipart upload, S3Proxy reads its own notes through the calls that read objects. So
 * these calls are allowed once the request is known to be one: it has started an upload, or read
 * the note of one (whose name no request can ask for).
 */
final class UploadOnlyStore extends DeniedStore {
  private final BucketLayout area;
  private boolean multipart;

  UploadOnlyStore(BlobStore objects, BucketLayout area) {
    super(objects);
    this.area = area;
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    if (!multipart || !FileObjects.isUploadStub(request.key())) {
      require(request.bucket(), request.key());
    }
    return delegate().putBlob(request, payload);
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    require(request.bucket(), request.key());
    multipart = true;
    return delegate().initiateMultipartUpload(request);
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream payload) {
    require(upload.containerName(), upload.blobName());
    return delegate().uploadMultipartPart(upload, request, payload);
  }

  @Override
  public List<Part> listMultipartUpload(MultipartUpload upload) {
    require(upload.containerName(), upload.blobName());
    return delegate().listMultipartUpload(upload);
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    require(upload.containerName(), upload.blobName());
    return delegate().completeMultipartUpload(upload, request);
  }

  @Override
  public void abortMultipartUpload(MultipartUpload upload) {
    require(upload.containerName(), upload.blobName());
    delegate().abortMultipartUpload(upload);
  }

  @Override
  public boolean blobExists(String container, String name) {
    requireMultipart(name);
    return delegate().blobExists(container, name);
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    requireMultipart(request.key());
    return delegate().blobMetadata(request);
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    requireMultipart(request.key());
    return delegate().getBlob(request);
  }

  @Override
  public ObjectCannedACL getBlobAccess(String container, String name) {
    requireMultipart(name);
    return delegate().getBlobAccess(container, name);
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    if (!multipart || !FileObjects.isUploadStub(request.key())) {
      throw S3Errors.accessDenied();
    }
    return delegate().removeBlob(request);
  }

  private void require(String bucket, String key) {
    if (!bucket.equals(area.bucket()) || !area.holds(key)) {
      throw S3Errors.accessDenied();
    }
  }

  private void requireMultipart(String key) {
    multipart |= FileObjects.isUploadStub(key);
    if (!multipart) {
      throw S3Errors.accessDenied();
    }
  }
}
