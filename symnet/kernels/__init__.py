"""Actions as compiled functions: one scan IR, one adjoint, one row and one template for each target."""
