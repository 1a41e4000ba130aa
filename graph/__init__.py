"""Pure kernels on account graphs: arrays and Arrow tables in and out."""
