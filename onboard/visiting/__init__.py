"""What is asked at a visit after signing, out of the signed papers and the file of today."""
