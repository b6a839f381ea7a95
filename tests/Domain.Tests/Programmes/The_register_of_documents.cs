using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class The_register_of_documents
{
    private static readonly DocumentFile File = new(new string('b', 64), 2048, "application/pdf");
    private static readonly DocumentEvent.DocumentRegistered Paper = Document(Loose, "protocol") with { File = null };

    private static Story Registered => Given([.. Active, Paper]);

    [Fact]
    public void Accepts_every_kind_of_the_definition() =>
        Assert.All(Model.Documents,
            kind => Given(Drafted).When(new DocumentCommand.RegisterDocument(Document(Loose, kind.Code))).Then(Document(Loose, kind.Code)));

    [Fact]
    public void Refuses_other_kinds() =>
        Given(Drafted).When(new DocumentCommand.RegisterDocument(Document(Loose, "poem")))
            .Refused(Reason.Unknown, "document-kind-unknown", "poem");

    [Fact]
    public void Registers_each_document_once_and_none_with_a_future_date() =>
        Given(Active).When(new DocumentCommand.RegisterDocument(Paper with { Date = Tomorrow }))
            .Refused(Reason.DateInFuture, "date-in-future", "2021-10-21")
            .When(new DocumentCommand.RegisterDocument(Paper)).Then(Paper)
            .When(new DocumentCommand.RegisterDocument(Paper)).Refused(Reason.AlreadyRecorded, "document-recorded", $"{Loose}");

    [Fact]
    public void Attaches_a_file_once_after_the_registration() =>
        Registered.When(new DocumentCommand.AttachFile(Loose, File)).Then(new DocumentEvent.DocumentFileAttached(Loose, File))
            .When(new DocumentCommand.AttachFile(Loose, File)).Refused(Reason.DocumentHasFile, "document-has-file", $"{Loose}")
            .When(new DocumentCommand.AttachFile(Protocol, File)).Refused(Reason.DocumentHasFile, "document-has-file", $"{Protocol}");

    [Fact]
    public void Supersedes_a_document_by_another_one_in_force()
    {
        var story = Registered
            .When(new DocumentCommand.SupersedeDocument(Loose, Loose, null))
            .Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{Loose}")
            .When(new DocumentCommand.SupersedeDocument(Loose, Protocol, null))
            .Then(new DocumentEvent.DocumentSuperseded(Loose, Protocol, null));
        Assert.Equal([false, true], new[] { Loose, Protocol }.Select(story.State.Documents.IsInForce));
        story.When(new DocumentCommand.SupersedeDocument(Loose, SecondOrder, null))
            .Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{Loose}")
            .When(new DocumentCommand.SupersedeDocument(Protocol, Loose, Why))
            .Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{Loose}")
            .When(new DocumentCommand.AttachFile(Loose, File)).Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{Loose}");
    }

    [Fact]
    public void Reinstates_a_document_annulled_or_superseded_by_mistake()
    {
        Registered.When(new DocumentCommand.ReinstateDocument(Loose, Why)).Refused(Reason.NothingChanges)
            .When(new DocumentCommand.AnnulDocument(Loose, Why)).Accepted()
            .When(new DocumentCommand.ReinstateDocument(Loose, Why)).Then(new DocumentEvent.DocumentReinstated(Loose, Why))
            .When(new DocumentCommand.SupersedeDocument(Loose, Protocol, null)).Accepted()
            .When(new DocumentCommand.ReinstateDocument(Loose, Why)).Then(new DocumentEvent.DocumentReinstated(Loose, Why));
    }

    [Fact]
    public void Keeps_evidence_valid_while_its_successor_is_in_force()
    {
        var superseded = Given(Everything).When(new DocumentCommand.SupersedeDocument(Protocol, SecondOrder, null)).Accepted();
        Assert.True(superseded.Evaluation(4).Criteria.Single(c => c.Criterion.Code == "G4.D").Passes);
        Assert.False(superseded.When(new DocumentCommand.AnnulDocument(SecondOrder, Why)).Accepted().Evaluation(4)
            .Criteria.Single(c => c.Criterion.Code == "G4.D").Passes);
    }

    [Fact]
    public void Annuls_a_document_once() =>
        Registered.When(new DocumentCommand.AnnulDocument(Loose, Why)).Then(new DocumentEvent.DocumentAnnulled(Loose, Why))
            .When(new DocumentCommand.AnnulDocument(Loose, Why)).Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{Loose}");

    [Fact]
    public void Refuses_unregistered_documents()
    {
        var unknown = Number(0x3fe);
        foreach (DocumentCommand command in new DocumentCommand[]
        {
            new DocumentCommand.AttachFile(unknown, File), new DocumentCommand.AnnulDocument(unknown, Why),
            new DocumentCommand.ReinstateDocument(unknown, Why), new DocumentCommand.SupersedeDocument(unknown, Loose, null),
            new DocumentCommand.SupersedeDocument(Loose, unknown, null),
        })
        {
            Registered.When(command).Refused(Reason.Unknown, "document-unknown", $"{unknown}");
        }
    }
}
