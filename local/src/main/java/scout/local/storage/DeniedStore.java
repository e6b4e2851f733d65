package scout.local.storage;

import java.io.InputStream;
import java.util.List;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Refuses everything, as S3 refuses a credential without permissions. This includes operations that
 * S3Proxy's interface builds from these calls.
 */
class DeniedStore extends ForwardingBlobStore {
  DeniedStore(BlobStore store) {
    super(store);
  }

  @Override
  public ListBucketsResponse list() {
    throw S3Errors.accessDenied();
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    throw S3Errors.accessDenied();
  }

  @Override
  public HeadBucketResponse headBucket(HeadBucketRequest request) {
    throw S3Errors.accessDenied();
  }

  @Override
  public CreateBucketResponse createContainer(CreateBucketRequest request) {
    throw S3Errors.accessDenied();
  }

  @Override
  public BucketCannedACL getContainerAccess(String container) {
    throw S3Errors.accessDenied();
  }

  @Override
  public GetBucketAclResponse getContainerAcl(GetBucketAclRequest request) {
    throw S3Errors.accessDenied();
  }

  @Override
  public void setContainerAccess(String container, BucketCannedACL access) {
    throw S3Errors.accessDenied();
  }

  @Override
  public void clearContainer(ListObjectsV2Request request) {
    throw S3Errors.accessDenied();
  }

  @Override
  public void deleteContainer(String container) {
    throw S3Errors.accessDenied();
  }

  @Override
  public void deleteBucket(String container) {
    throw S3Errors.accessDenied();
  }

  @Override
  public boolean blobExists(String container, String name) {
    throw S3Errors.accessDenied();
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    throw S3Errors.accessDenied();
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    throw S3Errors.accessDenied();
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    throw S3Errors.accessDenied();
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    throw S3Errors.accessDenied();
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    throw S3Errors.accessDenied();
  }

  @Override
  public DeleteObjectsResponse removeBlobs(DeleteObjectsRequest request) {
    throw S3Errors.accessDenied();
  }

  @Override
  public ObjectCannedACL getBlobAccess(String container, String name) {
    throw S3Errors.accessDenied();
  }

  @Override
  public ObjectCannedACL getBlobAccess(String container, String name, String versionId) {
    throw S3Errors.accessDenied();
  }

  @Override
  public GetObjectAclResponse getBlobAcl(GetObjectAclRequest request) {
    throw S3Errors.accessDenied();
  }

  @Override
  public void setBlobAccess(String container, String name, ObjectCannedACL access) {
    throw S3Errors.accessDenied();
  }

  @Override
  public void setBlobAccess(
      String container, String name, ObjectCannedACL access, String versionId) {
    throw S3Errors.accessDenied();
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    throw S3Errors.accessDenied();
  }

  @Override
  public void abortMultipartUpload(MultipartUpload upload) {
    throw S3Errors.accessDenied();
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    throw S3Errors.accessDenied();
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream payload) {
    throw S3Errors.accessDenied();
  }

  @Override
  public List<Part> listMultipartUpload(MultipartUpload upload) {
    throw S3Errors.accessDenied();
  }

  @Override
  public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(
      String container) {
    throw S3Errors.accessDenied();
  }
}
