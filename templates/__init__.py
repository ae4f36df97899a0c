"""Every word and picture people see: elements, messages, and renderers that know nothing else."""
