import { call, type Asked } from '@/api/call'
import type { BulkAnswer, Category, Page, Product, ProductDraft, ProductQuery, ProductTarget } from './model'

export const listProducts = (query: Partial<ProductQuery>) =>
  call<Page<Product>>('GET', '/products', { query: query as Asked })

export const getProduct = (id: string) => call<Product>('GET', `/products/${id}`)

export const createProduct = (body: ProductDraft) => call<Product>('POST', '/products', { body })

/** 409 when another was faster than `version`, or an order took from the stock meanwhile. */
export const changeProduct = (id: string, body: { version: number } & Partial<ProductDraft>) =>
  call<Product>('PATCH', `/products/${id}`, { body })

export const changeStock = (id: string, by: number) =>
  call<Product>('POST', `/products/${id}/change-stock`, { body: { by } })

export const deleteProduct = (id: string) => call('DELETE', `/products/${id}`)

export const moveProducts = (target: ProductTarget, categoryId: string | null) =>
  call<BulkAnswer>('POST', '/products/bulk/move', { body: { ...target, category_id: categoryId } })

export const deleteProducts = (target: ProductTarget) =>
  call<BulkAnswer>('POST', '/products/bulk/delete', { body: target })

export const listCategories = () => call<{ items: Category[] }>('GET', '/product-categories')

export const createCategory = (body: { name: string; parent_id: string | null }) =>
  call<Category>('POST', '/product-categories', { body })

export const changeCategory = (id: string, body: { version: number; name?: string; parent_id?: string | null }) =>
  call<Category>('PATCH', `/product-categories/${id}`, { body })

export const deleteCategory = (id: string) => call('DELETE', `/product-categories/${id}`)
