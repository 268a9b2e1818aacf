import type { Stage } from '../../../api/festivals';
import type { StageDraft } from '../../../api/setup';

export const emptyStage: StageDraft = { id: '', name: '', nameEn: '', place: '', placeEn: '', shown: '', shownEn: '' };

export const draftOf = ({ id, name, nameEn, place, placeEn, shown, shownEn }: Stage): StageDraft => ({ id, name, nameEn, place, placeEn, shown, shownEn });
