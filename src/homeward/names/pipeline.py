"""How functions are compiled: as the compiler does by itself, but that a place in an array is never counted from its end, and that the
code of an inner function is made only as far as its callers take it in.

Comes in: a function that was marked in `compiling`. Goes out: its code. An index below zero reads what is beside the array: no kernel has
one, which `NUMBA_BOUNDSCHECK=1` tells, since such an index is then far beyond the end.
"""

from __future__ import annotations

from typing import Any

from numba.core import ir, types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import FunctionPass, register_pass
from numba.core.typed_passes import NoPythonSupportedFeatureValidation


@register_pass(mutates_CFG=False, analysis_only=False)  # type: ignore[no-untyped-call]
class _Places(FunctionPass):
    """Every index that is no constant is taken for one without a sign: whether it counts from the end is then not looked at."""

    _name = "homeward_places"

    def __init__(self) -> None:
        FunctionPass.__init__(self)  # type: ignore[no-untyped-call]

    def run_pass(self, state: Any) -> bool:
        """Change how arrays are asked; returns whether anything may have changed."""
        for block in state.func_ir.blocks.values():
            for statement in block.body:
                asked = statement.value if isinstance(statement, ir.Assign) else statement
                if isinstance(asked, ir.SetItem) or (isinstance(asked, ir.Expr) and asked.op == "getitem"):
                    array, place, *value = state.calltypes[asked].args
                    if isinstance(array, types.Array):
                        signature = state.calltypes.pop(asked)
                        state.calltypes[asked] = signature.replace(args=(array, _without_sign(place), *value))
        return True


def _without_sign(place: Any) -> Any:
    """The kind of an index, or of several, without a sign where it is a number."""
    if isinstance(place, types.BaseTuple):
        several: Any = place
        return types.Tuple([_without_sign(one) for one in several.types])  # type: ignore[no-untyped-call]
    return types.uintp if isinstance(place, types.Integer) and not isinstance(place, types.Literal) else place


class Whole(CompilerBase):
    """How a function that Python calls is compiled."""

    def define_pipelines(self) -> list[Any]:
        """The usual steps, and ours before code is made."""
        steps = DefaultPassBuilder.define_nopython_pipeline(self.state)  # type: ignore[no-untyped-call]
        steps.add_pass_after(_Places, NoPythonSupportedFeatureValidation)
        steps.finalize()
        return [steps]


class _Part(JITCodeLibrary):
    """The code of an inner function: whoever calls it takes it in whole, so it is neither optimised nor made ready to run by itself."""

    def _optimize_final_module(self) -> None:
        """Nothing: it is optimised where it is taken in."""

    def _finalize_final_module(self) -> None:
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:
        """None: Python cannot call it."""
        return 0

    @property
    def codegen(self) -> _Part:
        """Who is asked to lay down what belongs to the function: nobody, since it stands nowhere by itself."""
        return self

    def set_env(self, name: str, environment: Any) -> None:
        """Nothing: a function that uses no object of Python's has nothing to lay down."""


class _Shaped(_Part):
    """The same, optimised before it is taken in."""

    _optimize_final_module = JITCodeLibrary._optimize_final_module


class Part(Whole):
    """How an inner function is compiled."""

    kind: type[_Part] = _Part

    def define_pipelines(self) -> list[Any]:
        """The steps of all, into code that is only a part."""
        self.state.library = self.kind(self.state.targetctx.codegen(), self.state.func_id.func_qualname)
        return super().define_pipelines()


class Shaped(Part):
    """How an inner function is compiled that is optimised before it is taken in."""

    kind = _Shaped
