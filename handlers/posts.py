"""Posts: what is shown where. Nothing is sent from here; the mirror brings late copies up to date."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from sqlalchemy import case, select, update

from handlers.context import Context, Place, Sender
from storage.models import Channel, Copy, Installation, Post, PostSubject
from storage.scope import ScopedSession


def publish(context: Context, kind: str, ref: str, body: str, subjects: Iterable[str]) -> Post:
    """Show something in all of a body's channels, until it is withdrawn."""
    post = _post(context, kind, ref, body)
    for subject in subjects:
        context.session.add(PostSubject(post_id=post.id, subject=subject))
    for channel in context.session.scalars(
        select(Channel).where(Channel.body_id == body).order_by(Channel.id).with_for_update()
    ):
        _copy(context.session, post, channel, channel.language, reply_to=None)
    return post


def show_in_place(context: Context, key: str) -> None:
    """Show the answer kept under `key` where the question was asked, in the asker's language."""
    if context.place is None:
        return
    channel = channel_at(context.session, context.sender, context.place, context.language)
    _copy(context.session, _post(context, "answer", key, None), channel, context.language, context.place.thread)


def touch(session: ScopedSession, subject: str) -> None:
    """A subject has changed: every post that shows it is one revision later, and its copies are late.

    Copies that are being sent are written too, unchanged: who writes down how that ended must wait, or be waited for.
    """
    shown_by = select(PostSubject.post_id).where(PostSubject.subject == subject)
    session.execute(
        update(Post)
        .where(Post.id.in_(shown_by))
        .values(revision=Post.revision + 1)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(Copy)
        .where(Copy.post_id.in_(shown_by), Copy.state.in_(("late", "sending", "shown")))
        .values(state=case((Copy.state == "shown", "late"), else_=Copy.state))
        .execution_options(synchronize_session=False)
    )


def channel_at(session: ScopedSession, sender: Sender, place: Place, language: str) -> Channel:
    """The channel of a place, created when first heard of; its service URL is the latest verified one."""
    channel = session.scalar(
        select(Channel)
        .join(Installation)
        .where(
            Installation.platform == sender.platform,
            Installation.tenant == sender.tenant,
            Channel.address == place.address,
        )
        .with_for_update(of=Channel)
    )
    if channel is None:
        channel = Channel(
            installation_id=_installation(session, sender).id,
            address=place.address,
            kind=place.kind,
            language=language,
            last_seq=0,
        )
        session.add(channel)
    if place.service_url and channel.service_url != place.service_url:
        channel.service_url = place.service_url
    return channel


def channel_body(session: ScopedSession, sender: Sender, place: Place) -> str | None:
    """The body whose channel this is."""
    return session.scalar(
        select(Channel.body_id)
        .join(Installation)
        .where(
            Installation.platform == sender.platform,
            Installation.tenant == sender.tenant,
            Channel.address == place.address,
        )
    )


def _installation(session: ScopedSession, sender: Sender) -> Installation:
    found = session.scalar(
        select(Installation).where(Installation.platform == sender.platform, Installation.tenant == sender.tenant)
    )
    if found is None:
        found = Installation(platform=sender.platform, tenant=sender.tenant)
        session.add(found)
        session.flush()
    return found


def _post(context: Context, kind: str, ref: str, body: str | None) -> Post:
    post = Post(kind=kind, ref=ref, body_id=body, revision=1, withdrawn=False, created_at=context.now)
    context.session.add(post)
    context.session.flush()
    return post


def _copy(session: ScopedSession, post: Post, channel: Channel, language: str, reply_to: str | None) -> None:
    channel.last_seq += 1
    session.flush()
    session.add(
        Copy(
            post_id=post.id,
            channel_id=channel.id,
            seq=channel.last_seq,
            key=secrets.token_urlsafe(12),
            reply_to=reply_to,
            language=language,
        )
    )
