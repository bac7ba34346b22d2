"""The order in which WordprocessingML wants the children of an element; Word opens no other.

After the sequences of ISO/IEC 29500-1, annex A, for the elements that are written here.
"""

from collections.abc import Iterator
from typing import Final

from docx.oxml.ns import qn

from tests.briefing.reading import Element

_MARKS: Final = "bookmarkStart bookmarkEnd"
ORDER: Final = {
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
        "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u "
        "effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
    ),
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
        "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
        "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
        "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
        "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter "
        "docGrid printerSettings sectPrChange"
    ),
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
        "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr "
        "trPr tcPr tblStylePr"
    ),
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "settings": (
        "writeProtection view zoom removePersonalInformation removeDateAndTime "
        "doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText "
        "printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts "
        "saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges "
        "bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors "
        "hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate "
        "linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView "
        "trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection "
        "autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation "
        "consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength "
        "clickAndTypeStyle defaultTableStyle evenAndOddHeaders bookFoldRevPrinting "
        "bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing "
        "drawingGridVerticalSpacing displayHorizontalDrawingGridEvery "
        "displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin "
        "drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData "
        "noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars "
        "noLineBreaksAfter noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema "
        "saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml "
        "saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags "
        "alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat "
        "docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping "
        "doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions "
        "readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags "
        "decimalSymbol listSeparator"
    ),
    "compat": (
        "useSingleBorderforContiguousCells wpJustification noTabHangInd noLeading spaceForUL "
        "noColumnBalance balanceSingleByteDoubleByteWidth noExtraLineSpacing "
        "doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn spacingInWholePoints "
        "lineWrapLikeWord6 printBodyTextBeforeHeader printColBlack wpSpaceWidth "
        "showBreaksInFrames subFontBySize suppressBottomSpacing suppressTopSpacing "
        "suppressSpacingAtTopOfPage suppressTopSpacingWP suppressSpBfAfterPgBrk "
        "swapBordersFacingPages convMailMergeEsc "
        "truncateFontHeightsLikeWP6 mwSmallCaps usePrinterMetrics doNotSuppressParagraphBorders "
        "wrapTrailSpaces footnoteLayoutLikeWW8 shapeLayoutLikeWW8 alignTablesRowByRow "
        "forgetLastTabAlignment adjustLineHeightInTable autoSpaceLikeWord95 "
        "noSpaceRaiseLower doNotUseHTMLParagraphAutoSpacing layoutRawTableWidth "
        "layoutTableRowsApart useWord97LineBreakRules doNotBreakWrappedTables "
        "doNotSnapToGridInCell selectFldWithFirstOrLastChar applyBreakingRules "
        "doNotWrapTextWithPunct doNotUseEastAsianBreakRules useWord2002TableStyleRules "
        "growAutofit useFELayout useNormalStyleForList doNotUseIndentAsNumberingTabStop "
        "useAltKinsokuLineBreakRules allowSpaceOfSameStyleInTable doNotSuppressIndentation "
        "doNotAutofitConstrainedTables autofitToFirstFixedWidthCell underlineTabInNumList "
        "displayHangulFixedWidth splitPgBreakAndParaMark doNotVertAlignCellWithSp "
        "doNotBreakConstrainedForcedTable doNotVertAlignInTxbx useAnsiKerningPairs "
        "cachedColBalance compatSetting"
    ),
    "footnotePr": "pos numFmt numStart numRestart footnote",
    "endnotePr": "pos numFmt numStart numRestart endnote",
    "font": (
        "altName panose1 charset family notTrueType pitch sig embedRegular embedBold "
        "embedItalic embedBoldItalic"
    ),
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
}
#: What may stand in any order: text, one of the other.
ANY: Final = {
    "p": f"pPr r hyperlink {_MARKS}",
    "r": "rPr t tab br instrText fldChar footnoteReference endnoteReference footnoteRef "
    "endnoteRef separator continuationSeparator",
    "hyperlink": "r",
    "body": f"p sectPr {_MARKS}",
    "footnotes": "footnote",
    "endnotes": "endnote",
    "footnote": "p",
    "endnote": "p",
    "ftr": "p",
    "fonts": "font",
    "rPrDefault": "rPr",
    "pPrDefault": "pPr",
    "document": "body",
}


def misplaced(root: Element) -> Iterator[str]:
    """What stands where the schema does not have it: ``rPr/sz`` for each."""
    for element in root.iter():
        name = _name(element.tag)
        children = [_name(child.tag) for child in element]
        if name in ORDER:
            order = ORDER[name].split()
            places = [order.index(child) if child in order else -1 for child in children]
            yield from (
                f"{name}/{child}"
                for child, place, before in zip(children, places, [0, *places], strict=False)
                if place < before or place < 0
            )
        else:
            allowed = ANY.get(name, "").split()
            yield from (f"{name}/{child}" for child in children if child not in allowed)
            if "pPr" in children[1:] or "rPr" in children[1:]:
                yield f"{name}/…Pr"


def _name(tag: object) -> str:
    return str(tag).removeprefix(qn("w:x")[:-1])
