"""Moves a file in parts with boto3's transfer, which is that of the AWS command line."""

import hashlib

import interop
from boto3.s3.transfer import TransferConfig


def main(args):
    s3 = interop.client(args)
    parts = TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20)
    s3.upload_file(
        args["file"], args["bucket"], "python.bin", Config=parts,
        ExtraArgs={"Metadata": interop.helium({"by": "boto3"})},
    )
    s3.download_file(args["bucket"], "java.bin", args["fetched"], Config=parts)
    with open(args["fetched"], "rb") as fetched:
        return {"sha256": hashlib.sha256(fetched.read()).hexdigest()}


interop.run(main)
