"""Loads the JSON lines below a folder of a bucket into raw.sales, as dlt's documentation says.

The destination takes CSV by COPY, dlt's fastest way into PostgreSQL. Both processors normalise.
"""

import os

import dlt
from dlt.common.configuration.specs import AwsCredentials
from dlt.sources.filesystem import filesystem, read_jsonl

storage = AwsCredentials(
    aws_access_key_id=os.environ["PEER_S3_ACCESS_KEY"],
    aws_secret_access_key=os.environ["PEER_S3_SECRET_KEY"],
    endpoint_url=os.environ["PEER_S3_ENDPOINT"],
    region_name=os.environ["PEER_S3_REGION"],
)
files = filesystem(
    bucket_url="s3://" + os.environ["PEER_S3_FOLDER"],
    file_glob="**/*.jsonl",
    credentials=storage,
)
pipeline = dlt.pipeline(
    pipeline_name="peer",
    pipelines_dir=os.environ["PEER_WORK"],
    destination=dlt.destinations.postgres(credentials=os.environ["PEER_DATABASE"]),
    dataset_name="raw",
)
pipeline.run(
    (files | read_jsonl(chunksize=10_000)).with_name("sales"),
    loader_file_format="csv",
    write_disposition="append",
)
