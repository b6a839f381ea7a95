using System.ComponentModel;

namespace MentorshipFlow.Organisations;

/// <summary>A nature of papers that an organisation numbers in a row of its own.</summary>
public enum NumberedPaper
{
    /// <summary>Orders (приказы).</summary>
    Order,

    /// <summary>Minutes (протоколы).</summary>
    Protocol,

    /// <summary>Letters (письма).</summary>
    Letter,

    /// <summary>Certificates (справки).</summary>
    Certificate,

    /// <summary>Acts (акты).</summary>
    Act,
}

/// <summary>A person who signs papers, by position. The name is in the vault.</summary>
/// <param name="Position">Such as «Директор».</param>
/// <param name="Person">Random id of the person, if registered.</param>
public sealed record PaperSignatory(InstitutionalText Position, Guid? Person = null);

/// <summary>How the organisation numbers its papers of one nature.</summary>
/// <param name="Form">The number with {n} in the place of the running number, such as <c>{n}-од</c>.</param>
public sealed record PaperNumbering(NumberedPaper Kind, InstitutionalText Form);

/// <summary>Events about the papers of an organisation: letterhead, signatories, numbers, templates.</summary>
public abstract record LetterheadEvent : OrganisationEvent
{
    private LetterheadEvent() { }

    /// <summary>The letterhead of its papers, who signs them and how they are numbered were described (GOST R 7.0.97). A later event
    /// replaces
    /// an earlier one.</summary>
    /// <param name="Title">The full name, as the charter of the organisation has it.</param>
    /// <param name="Founder">What stands above the name: the founder or the authority.</param>
    /// <param name="Address">The postal address.</param>
    /// <param name="Place">Where papers are made, such as the town.</param>
    /// <param name="Contacts">Telephone, e-mail, site.</param>
    /// <param name="Codes">Codes of the organisation in state registers.</param>
    /// <param name="Signatories">The first one signs where nobody else is named.</param>
    [DisplayName("описание бланка организации")]
    public sealed record LetterheadDescribed(
        InstitutionalText Title, InstitutionalText? Founder, InstitutionalText? Address, InstitutionalText? Place,
        InstitutionalText? Contacts, InstitutionalText? Codes, IReadOnlyList<PaperSignatory> Signatories,
        IReadOnlyList<PaperNumbering> Numbering) : LetterheadEvent
    {
        /// <summary>Whether another description says the same.</summary>
        public bool SaysTheSameAs(LetterheadDescribed? other) => other is not null
            && this with { Signatories = other.Signatories, Numbering = other.Numbering } == other
            && Signatories.SequenceEqual(other.Signatories) && Numbering.SequenceEqual(other.Numbering);
    }

    /// <summary>The organisation's own template of a paper was taken into use; a later one replaces it.</summary>
    /// <param name="Paper">Code of the paper, such as <c>introduction-order</c>.</param>
    /// <param name="Sha256">The template's file: 64 lower hex digits.</param>
    [DisplayName("замена шаблона бумаги собственным")]
    public sealed record PaperTemplateSet(string Paper, string Sha256, long Size) : LetterheadEvent;

    /// <summary>The shipped template of a paper is used again.</summary>
    [DisplayName("возврат к шаблону бумаги из поставки")]
    public sealed record PaperTemplateRemoved(string Paper) : LetterheadEvent;
}

/// <summary>Commands about the papers of an organisation.</summary>
public abstract record LetterheadCommand : OrganisationCommand
{
    private LetterheadCommand() { }

    /// <summary>Describe the letterhead.</summary>
    public sealed record DescribeLetterhead(LetterheadEvent.LetterheadDescribed Letterhead) : LetterheadCommand;

    /// <summary>Take a template into use. The caller has checked its file.</summary>
    public sealed record SetTemplate(string Paper, string Sha256, long Size) : LetterheadCommand;

    /// <summary>Use the shipped template again.</summary>
    public sealed record RemoveTemplate(string Paper) : LetterheadCommand;
}
