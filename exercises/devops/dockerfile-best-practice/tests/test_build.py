"""What the simulated build does: cache, context, layers, size, users."""

from __future__ import annotations

import assay
from build import Build, build, in_context
from image import LISTS, Layer
from project import COMPILERS, MB, File, edited, tree

PRIVATE = {"secrets": ".env", "head": ".git", "pack": ".git", "2025": "data/", "2026": "data/", "tests": "tests/"}


def installing(made: Build) -> list[Layer]:
    return [layer for layer in made.layers() if layer.installs]


def readable(file: File, uid: int) -> bool:
    return bool(file.mode & (0o400 if file.owner == uid else 0o004))


def test_editing_the_app_rebuilds_no_dependency():
    before = {layer.key for layer in build().layers()}
    rebuilt = [layer for layer in installing(build(edited(tree(), "app/main.py"))) if layer.key not in before]
    assert installing(build()), "no step installs the dependencies"
    assert not rebuilt, f"after a change to app/main.py this step runs again, which takes minutes: line {rebuilt[0].line}, {rebuilt[0].what}"


def test_editing_the_lock_file_installs_again():
    before = {layer.key for layer in build().layers()}
    rebuilt = [layer for layer in installing(build(edited(tree(), "requirements.lock"))) if layer.key not in before]
    assert rebuilt, "after a change to requirements.lock every step that installs comes from the cache, with the old packages"


def test_secrets_data_history_and_tests_stay_out():
    sent = sorted({PRIVATE[file.mark] for file in in_context().values() if file.mark in PRIVATE})
    held = [layer for layer in build().layers() if any(file.mark in PRIVATE for file in layer.files.values())]
    assert not held, f"line {held[0].line} puts {', '.join(sent)} into a layer, where they stay even if a later one deletes them"
    assert not sent, f"{', '.join(sent)} reach the build: .dockerignore does not keep them out"


def test_the_image_holds_no_compiler_and_no_package_lists():
    image = build().image
    found = sorted(name for name in COMPILERS if f"/usr/lib/apt/{name}" in image.files)
    assert not found and "/usr/bin/gcc" not in image.files, f"the image that runs holds {found or 'a compiler'}: build in another stage"
    assert not image.below(LISTS), "the package lists of apt-get update are still there; delete them in the same RUN"


def test_the_image_is_small():
    image = build().image
    layers = sorted(image.layers, key=lambda layer: -layer.size)[:3]
    largest = "; ".join(f"line {layer.line} adds {layer.size / MB:.0f} MB" for layer in layers if layer.size > MB)
    assay.bound(image.size / MB, at_most=180, unit="MB", message=f"the image that runs should be small ({largest or 'the base is all of it'})")


def test_the_service_runs_as_a_numbered_user_who_can_read_it():
    image = build().image
    name = image.user.partition(":")[0]
    assert name, "no USER: the service runs as root"
    assert name.isdigit(), f"USER {name}: a cluster that refuses root must see a number, a name could mean anything"
    assert int(name) != 0, "the service runs as root"
    for path, file in image.files.items():
        if file.text:
            assert readable(file, int(name)), f"{path} belongs to user {file.owner} with mode {file.mode:o}: user {name} cannot read it"


def test_state_goes_to_a_volume_that_the_user_owns():
    image = build().image
    state = image.env.get("STATE_DIR", "/var/lib/visits")
    volumes = [volume for volume in image.volumes if (state + "/").startswith(volume.rstrip("/") + "/")]
    assert volumes, f"the service writes to {state}, and no VOLUME says so: on a read-only root that fails, and without one the state is gone with the container"
    folder = image.files.get(state + "/.")
    assert folder, f"{state} does not exist in the image, so the volume will belong to root"
    assert folder.owner == image.runs_as or folder.mode & 0o002, f"{state} belongs to user {folder.owner}, and the service runs as {image.runs_as}"
