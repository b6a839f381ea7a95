using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Marten;
using MentorshipFlow.Notices;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Notices;

/// <summary>A notice of a dated matter: said once, and settled when the matter is. It holds ids, codes and days only.</summary>
/// <param name="Stream">The stream whose fold knows the matter.</param>
/// <param name="Programmes">The programme; for a person the open ones that the person had joined.</param>
/// <param name="Person">The person whose term it is; null for a matter of a programme.</param>
/// <param name="Subject">See <see cref="Deadline.Subject"/>.</param>
/// <param name="ForRole">Whom it concerns; null if <paramref name="ForPerson"/> is known.</param>
/// <param name="SaidAt">UTC.</param>
/// <param name="SettledAt">UTC; null while the matter is open.</param>
public sealed record Notice(
    Guid Id, string Stream, NoticeKind Kind, IReadOnlyList<Guid> Programmes, Guid? Person, string Subject, DateOnly Due, Role? ForRole,
    Guid? ForPerson, DateTime SaidAt, DateTime? SettledAt)
{
    /// <summary>
    /// The id of a notice: the due day, then a hash of stream, kind, subject and day. So the same matter with the same day is one notice,
    /// however often it is found, and the order of ids is the order of due days (UUIDv8, RFC 9562).
    /// </summary>
    public static Guid IdOf(string stream, Deadline deadline)
    {
        Span<byte> id = SHA256.HashData(Encoding.UTF8.GetBytes(
            $"mentorshipflow notice v1\n{stream}\n{deadline.Kind}\n{deadline.Subject}\n{Dates.Text(deadline.Due)}\n"));
        Span<byte> day = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(day, new DateTimeOffset(deadline.Due, TimeOnly.MinValue, default).ToUnixTimeMilliseconds());
        day[2..].CopyTo(id);
        id[6] = (byte)((id[6] & 0x0f) | 0x80);
        id[8] = (byte)((id[8] & 0x3f) | 0x80);
        return new(id[..16], bigEndian: true);
    }
}

/// <summary>
/// The notices. They are no read model of decision 5: the ledger does not know when something was said, so a rebuild leaves them alone.
/// </summary>
public sealed class NoticeDocuments : DocumentKind
{
    protected override void Map(StoreOptions options) => options.Schema.For<Notice>().DocumentAlias("notices")
        .Index(n => n.Stream, index => index.TenancyScope = Marten.Schema.Indexing.Unique.TenancyScope.PerTenant)
        .Metadata(m => m.DisableInformationalFields());
}
